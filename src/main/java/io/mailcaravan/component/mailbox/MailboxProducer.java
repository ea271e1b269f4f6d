package io.mailcaravan.component.mailbox;

import io.mailcaravan.append.AppendRequest;
import io.mailcaravan.append.DestinationMailbox;
import io.mailcaravan.component.item.AppliedMappings;
import io.mailcaravan.component.item.ItemHeaders;
import io.mailcaravan.component.item.ItemRun;
import io.mailcaravan.component.item.MailboxConstants;
import io.mailcaravan.component.item.PlacesHeader;
import io.mailcaravan.convert.BodyContent;
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
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.pass.PassItem;
import io.mailcaravan.pass.Placed;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
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
            Optional<ItemRun> run = ItemRun.of(exchange);
            Optional<ItemKey> key = key(exchange, run);
            String mailbox = mailbox(exchange, run);
            if (key.isPresent()) {
                requireOneItem(exchange, run);
            }
            Leg leg = new Leg(getEndpoint().getConfiguration().getStore(), mailbox);
            if (key.isPresent()) {
                requireOneEnd(exchange, run, leg);
            }
            if (key.isPresent() && !getEndpoint().ledger().isOpen(key.get(), leg)) {
                // another leg is what the item was sent for
                run.ifPresent(of -> of.had(leg));
                callback.done(true);
                return true;
            }
            return append(exchange, run, key, leg, callback);
        } catch (MailboxException | CamelExchangeException | RuntimeException e) {
            return failed(exchange, e, callback);
        }
    }

    /**
     * The mailbox that a step has named by a header goes before the one of the option, as with any
     * component. That of the list, which the source has set, does not.
     */
    private String mailbox(Exchange exchange, Optional<ItemRun> run) throws CamelExchangeException {
        Optional<String> named =
                Optional.ofNullable(
                                exchange.getMessage()
                                        .getHeader(MailboxConstants.DESTINATION, String.class))
                        .filter(name -> !name.isBlank());
        Optional<String> listed = run.map(of -> of.item().destination());
        return named.filter(name -> getEndpoint().sole().isEmpty() || !named.equals(listed))
                .or(() -> getEndpoint().sole())
                .or(() -> origin(exchange, run).map(PassItem::destination))
                .orElseThrow(() -> noMailbox(exchange, run));
    }

    private static CamelExchangeException noMailbox(Exchange exchange, Optional<ItemRun> run) {
        return new CamelExchangeException(
                "no header "
                        + MailboxConstants.DESTINATION
                        + " says which mailbox to append to"
                        + (run.isPresent()
                                ? ": a step of the route has removed it. Keep the headers"
                                        + " CamelMailbox* (removeHeaders with excludePattern)"
                                : ", and the endpoint has no option mailbox"),
                exchange);
    }

    /** A step that takes headers away does not make another item of it. */
    private static Optional<ItemKey> key(Exchange exchange, Optional<ItemRun> run) {
        String text = exchange.getMessage().getHeader(MailboxConstants.ITEM_KEY, String.class);
        if (text == null) {
            return origin(exchange, run).map(PassItem::key);
        }
        Optional<ItemKey> asRead =
                run.map(of -> of.item().key()).filter(key -> key.toString().equals(text));
        return asRead.isPresent() ? asRead : Optional.of(ItemKey.parse(text));
    }

    /** The item that the exchange is; empty where it is none, or several, or a part of one. */
    private static Optional<PassItem> origin(Exchange exchange, Optional<ItemRun> run) {
        return isJoined(exchange) || isPart(exchange) ? Optional.empty() : run.map(ItemRun::item);
    }

    private static boolean isJoined(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE) != null;
    }

    private static boolean isPart(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null;
    }

    /** What the ledger says of the item must be true of what is appended under its key. */
    private static void requireOneItem(Exchange exchange, Optional<ItemRun> run)
            throws CamelExchangeException {
        boolean joined = isJoined(exchange);
        if (joined || isPart(exchange)) {
            throw new CamelExchangeException(
                    (joined ? "aggregate has made one message of several" : "split made this part")
                            + ", which the ledger would take for the item itself. Send it to another"
                            + " component, or remove the header "
                            + MailboxConstants.ITEM_KEY
                            + " before it, so that it is a message of its own",
                    exchange);
        }
        if (run.filter(ItemRun::isOver).isPresent()) {
            throw new CamelExchangeException(
                    "the pass has settled this item already; the route kept it back for too long",
                    exchange);
        }
    }

    /** To the ledger they are one: what the second is to get would be dropped in silence. */
    private void requireOneEnd(Exchange exchange, Optional<ItemRun> run, Leg leg)
            throws CamelExchangeException {
        if (run.filter(of -> !of.take(leg, getEndpoint())).isPresent()) {
            throw new CamelExchangeException(
                    "the route has sent this item to "
                            + leg
                            + " before, with other options. Name the server twice, as two stores, so"
                            + " that each is an end of its own",
                    exchange);
        }
    }

    private boolean append(
            Exchange exchange,
            Optional<ItemRun> run,
            Optional<ItemKey> key,
            Leg leg,
            AsyncCallback callback)
            throws CamelExchangeException {
        Optional<PassItem> origin = origin(exchange, run);
        try {
            Login login =
                    run.isPresent()
                            ? run.get().login(leg, getEndpoint().store())
                            : Login.of(leg.mailbox());
            DestinationMailbox destination = getEndpoint().destinations().get(login);
            FolderPath target = folder(exchange, origin, destination);
            FolderPath folder = destination.home(target);
            Content content = content(exchange);
            Optional<ItemHead> mapped = AppliedMappings.atSource(run, exchange);
            Places source = mapped.map(ItemHead::places).orElse(Places.NONE);
            Places wanted = places(exchange).orElse(source);
            Placed placed = placed(exchange, origin, destination, source);
            boolean inHome = !folder.equals(target);
            Placed chosen =
                    destination.placed(wanted).with(inHome ? Places.of(target) : Places.NONE);
            requireKnown(chosen.missing().without(placed.missing()));
            Places places = chosen.there().without(folder);
            // what a step does not want there is not lacking, and noted as such
            Places there = placed.meant(folder).without(chosen.missing());
            run.ifPresent(of -> of.places(leg, lacking(chosen, folder)));
            Item item = new Item(head(exchange, run, origin, content).with(places), content);
            destination.submit(
                    new AppendRequest(
                            key,
                            folder,
                            item,
                            new ExchangeRequester(
                                    run,
                                    leg,
                                    key.isPresent(),
                                    mapped.map(head -> head.with(there)),
                                    exchange,
                                    () -> onward(callback))));
            return false;
        } catch (MailboxException e) {
            MailboxException reason = ofItem(e, origin);
            run.ifPresent(of -> of.refused(leg, reason));
            return failed(exchange, reason, callback);
        }
    }

    /** A label that cannot be there says nothing of what else is listed in the same folder. */
    static MailboxException ofItem(MailboxException reason, Optional<PassItem> origin) {
        return origin.filter(PassItem::inHome).isPresent() && reason.closesFolder()
                ? new MailboxException(
                        Scope.MESSAGE, reason.retry(), reason.getMessage(), reason.advice(), reason)
                : reason;
    }

    /** Where the item lies besides, as the source tells it. */
    private static Placed placed(
            Exchange exchange,
            Optional<PassItem> origin,
            DestinationMailbox destination,
            Places further)
            throws MailboxException {
        return origin.isEmpty()
                ? destination.placed(further)
                : destination.placed(
                        AppliedMappings.folder(exchange, origin.get()),
                        origin.get().isLabelled(),
                        further);
    }

    /** Behind the append there may be a slow step, or an error handler that waits. */
    private void onward(AsyncCallback callback) {
        getEndpoint().getComponent().threads().answered(() -> callback.done(false));
    }

    /** In what the source tells, and cannot be there, the item need not lie; a step means it. */
    private static void requireKnown(Places onlyByStep) throws MailboxException {
        if (!onlyByStep.isEmpty()) {
            throw wrong(
                    MailboxConstants.PLACES,
                    String.join(", ", onlyByStep.texts()),
                    "that cannot be at the destination");
        }
    }

    /** An item lies in its own folder anyway. */
    private static Map<FolderPath, String> lacking(Placed placed, FolderPath folder) {
        Map<FolderPath, String> lacking = new HashMap<>(placed.lacking());
        lacking.remove(folder);
        return lacking;
    }

    /** Empty where no header tells them. */
    private static Optional<Places> places(Exchange exchange) throws MailboxException {
        Object header = exchange.getMessage().getHeader(MailboxConstants.PLACES);
        try {
            return Optional.ofNullable(header).map(PlacesHeader::parse);
        } catch (IllegalArgumentException e) {
            throw wrong(MailboxConstants.PLACES, String.valueOf(header), e.getMessage());
        }
    }

    private static boolean failed(Exchange exchange, Exception reason, AsyncCallback callback) {
        exchange.setException(reason);
        callback.done(true);
        return true;
    }

    private static FolderPath folder(
            Exchange exchange, Optional<PassItem> item, DestinationMailbox destination)
            throws MailboxException {
        Message message = exchange.getMessage();
        if (item.isPresent()
                && ItemHeaders.isAsRead(message, MailboxConstants.FOLDER)
                && ItemHeaders.isAsRead(message, MailboxConstants.SPECIAL_USE)) {
            Folder source = item.get().folder();
            return destination.folder(new Folder(source.path(), true, true, source.use()), false);
        }
        Optional<Folder> source = item.map(PassItem::folder);
        String name = message.getHeader(MailboxConstants.FOLDER, String.class);
        FolderPath path =
                name == null
                        ? item.map(one -> AppliedMappings.folder(exchange, one).path())
                                .orElse(FolderPath.INBOX)
                        : named(name, source.map(Folder::kind));
        Optional<SpecialUse> use =
                Optional.ofNullable(message.getHeader(MailboxConstants.SPECIAL_USE, String.class))
                        .flatMap(SpecialUse::parse);
        if (source.isPresent() && source.get().path().equals(path)) {
            return destination.folder(
                    new Folder(path, true, true, use.or(source.get()::use)), false);
        }
        // the role is that of the folder that it was in
        boolean chosen = source.isPresent() && use.equals(source.get().use());
        return destination.folder(
                new Folder(path, true, true, chosen ? Optional.empty() : use), chosen);
    }

    /** Whatever tree a step has named it in: an item stays of its kind. */
    private static FolderPath named(String name, Optional<ItemKind> kind) throws MailboxException {
        try {
            FolderPath path = FolderPath.parse(name);
            if (kind.isEmpty() || kind.get() == path.kind()) {
                return path;
            }
            if (path.kind() == ItemKind.MESSAGE) {
                return path.in(kind.get());
            }
            throw wrong(
                    MailboxConstants.FOLDER, name, "a " + kind.get().word() + " cannot lie there");
        } catch (IllegalArgumentException e) {
            throw wrong(MailboxConstants.FOLDER, name, e.getMessage());
        }
    }

    private static MailboxException wrong(String header, String name, String why) {
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NEVER,
                "the header " + header + " says '" + name + "': " + why,
                "Look at the step of the route that sets it.");
    }

    private static ItemHead head(
            Exchange exchange, Optional<ItemRun> run, Optional<PassItem> origin, Content content) {
        Message message = exchange.getMessage();
        Optional<ItemHead> source = origin.map(item -> item.item().head());
        if (source.isPresent()
                && source.get().size() == content.size()
                && ItemHeaders.isAsRead(message, MailboxConstants.UID)
                && ItemHeaders.isAsRead(message, MailboxConstants.FLAGS)
                && ItemHeaders.isAsRead(message, MailboxConstants.INTERNAL_DATE)) {
            return source.get();
        }
        String flags = message.getHeader(MailboxConstants.FLAGS, String.class);
        Date date = message.getHeader(MailboxConstants.INTERNAL_DATE, Date.class);
        return new ItemHead(
                message.getHeader(MailboxConstants.UID) == null
                        ? source.map(ItemHead::uid).orElse(Uid.MIN)
                        : new Uid(message.getHeader(MailboxConstants.UID, Long.class)),
                flags == null
                        ? AppliedMappings.atSource(run, exchange)
                                .map(ItemHead::flags)
                                .orElse(Flags.NONE)
                        : Flags.parse(flags),
                Places.NONE,
                date == null
                        ? source.map(ItemHead::internalDate).orElseGet(() -> noDate(message))
                        : date.toInstant(),
                content.size(),
                source.map(ItemHead::version).orElse(Version.NONE));
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
    private Content content(Exchange exchange) throws CamelExchangeException, MailboxException {
        Spool spool = getEndpoint().getComponent().getSpool();
        try {
            BodyContent body = BodyContent.required(exchange, spool);
            if (body.copied()) {
                ContentBody.closeAfter(exchange, body.content());
            }
            return body.content();
        } catch (IOException | RuntimeCamelException e) {
            Optional<MailboxException> noRoom =
                    e instanceof IOException failure ? spool.noRoom(0, failure) : Optional.empty();
            if (noRoom.isPresent()) {
                throw noRoom.get(); // the message is not at fault
            }
            throw new CamelExchangeException("the body cannot be read as bytes", exchange, e);
        }
    }

    @Override
    public MailboxEndpoint getEndpoint() {
        return (MailboxEndpoint) super.getEndpoint();
    }
}
