package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Appends the body as a message; done when the destination has acknowledged it and the ledger has
 * recorded that.
 */
public class MailboxProducer extends DefaultAsyncProducer {

    public MailboxProducer(MailboxEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Message message = exchange.getMessage();
            String mailbox = message.getHeader(MailboxConstants.DESTINATION, String.class);
            if (mailbox == null) {
                throw new CamelExchangeException(
                        "no header "
                                + MailboxConstants.DESTINATION
                                + " says which mailbox to append to"
                                + (ItemRun.of(exchange).isPresent()
                                        ? ": a step of the route has removed it. Keep the headers"
                                                + " CamelMailbox* (removeHeaders with"
                                                + " excludePattern)"
                                        : ""),
                        exchange);
            }
            Optional<ItemKey> key =
                    Optional.ofNullable(message.getHeader(MailboxConstants.ITEM_KEY, String.class))
                            .map(ItemKey::parse);
            if (key.isPresent()) {
                requireOneItem(exchange);
            }
            Leg leg = new Leg(getEndpoint().getConfiguration().getStore(), mailbox);
            if (key.isPresent()) {
                requireOneEnd(exchange, leg);
            }
            if (key.isPresent() && !getEndpoint().ledger().isOpen(key.get(), leg)) {
                // another leg is what the item was sent for
                ItemRun.of(exchange).ifPresent(run -> run.had(leg));
                callback.done(true);
                return true;
            }
            return append(exchange, key, leg, callback);
        } catch (MailboxException | CamelExchangeException | RuntimeException e) {
            return failed(exchange, e, callback);
        }
    }

    /** What the ledger says of the item must be true of what is appended under its key. */
    private static void requireOneItem(Exchange exchange) throws CamelExchangeException {
        boolean joined = exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE) != null;
        boolean part = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null;
        if (joined || part) {
            throw new CamelExchangeException(
                    (joined ? "aggregate has made one message of several" : "split made this part")
                            + ", which the ledger would take for the item itself. Send it to another"
                            + " component, or remove the header "
                            + MailboxConstants.ITEM_KEY
                            + " before it, so that it is a message of its own",
                    exchange);
        }
        if (ItemRun.of(exchange).filter(ItemRun::isOver).isPresent()) {
            throw new CamelExchangeException(
                    "the pass has settled this item already; the route kept it back for too long",
                    exchange);
        }
    }

    /** To the ledger they are one: what the second is to get would be dropped in silence. */
    private void requireOneEnd(Exchange exchange, Leg leg) throws CamelExchangeException {
        if (ItemRun.of(exchange).filter(run -> !run.take(leg, getEndpoint())).isPresent()) {
            throw new CamelExchangeException(
                    "the route has sent this item to "
                            + leg
                            + " before, with other options. Name the server twice, as two stores, so"
                            + " that each is an end of its own",
                    exchange);
        }
    }

    private boolean append(
            Exchange exchange, Optional<ItemKey> key, Leg leg, AsyncCallback callback)
            throws CamelExchangeException {
        try {
            DestinationMailbox destination = getEndpoint().destinations().get(leg.mailbox());
            FolderPath folder = destination.folder(folder(exchange.getMessage()));
            Content content = content(exchange);
            Item item = new Item(head(exchange.getMessage(), content), content);
            destination.submit(new AppendRequest(key, leg, folder, item, exchange, callback));
            return false;
        } catch (MailboxException e) {
            ItemRun.of(exchange).ifPresent(run -> run.refused(leg, e));
            return failed(exchange, e, callback);
        }
    }

    private static boolean failed(Exchange exchange, Exception reason, AsyncCallback callback) {
        exchange.setException(reason);
        callback.done(true);
        return true;
    }

    private static Folder folder(Message message) {
        FolderPath path =
                FolderPath.parse(message.getHeader(MailboxConstants.FOLDER, "INBOX", String.class));
        Optional<SpecialUse> use =
                Optional.ofNullable(message.getHeader(MailboxConstants.SPECIAL_USE, String.class))
                        .flatMap(SpecialUse::parse);
        return new Folder(path, true, true, use);
    }

    private static ItemHead head(Message message, Content content) {
        long uid = message.getHeader(MailboxConstants.UID, 1L, Long.class);
        Date date = message.getHeader(MailboxConstants.INTERNAL_DATE, Date.class);
        return new ItemHead(
                new Uid(uid),
                Flags.parse(message.getHeader(MailboxConstants.FLAGS, "", String.class)),
                date == null ? noDate(message) : date.toInstant(),
                content.size());
    }

    /** What comes from no mailbox arrives now. */
    private static Instant noDate(Message message) {
        return message.getHeader(MailboxConstants.ITEM_KEY) == null
                ? Instant.now()
                : InternalDate.UNKNOWN;
    }

    /**
     * The item as it was read where no step has changed it; else the new body, in memory or in the
     * spool.
     */
    private Content content(Exchange exchange) throws CamelExchangeException {
        if (exchange.getMessage().getBody() instanceof ContentBody unchanged) {
            return unchanged.content();
        }
        try (InputStream in = exchange.getMessage().getMandatoryBody(InputStream.class)) {
            Content content = getEndpoint().getComponent().getSpool().keep(in);
            ContentBody.closeAfter(exchange, content);
            return content;
        } catch (InvalidPayloadException | IOException e) {
            throw new CamelExchangeException("the body cannot be read as bytes", exchange, e);
        }
    }

    @Override
    public MailboxEndpoint getEndpoint() {
        return (MailboxEndpoint) super.getEndpoint();
    }
}
