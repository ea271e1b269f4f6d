package io.mailcaravan.component.mailbox;

import io.mailcaravan.append.Requester;
import io.mailcaravan.component.item.AppliedMappings;
import io.mailcaravan.component.item.ItemRun;
import io.mailcaravan.component.item.MailboxConstants;
import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.Arrival;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * An exchange that waits for its body to be appended.
 *
 * @param run that it belongs to; empty where it comes from no mailbox
 * @param leg that leads to the destination
 * @param atSource what the source tells of the item, see {@link Requester#atSource()}
 * @param item whether it is the item itself, and no message that the route has made of it
 * @param onward lets the exchange go on, on a thread of its own: steps behind the append may be
 *     slow, and the route's error handler may wait before it tries again
 */
record ExchangeRequester(
        Optional<ItemRun> run,
        Leg leg,
        boolean item,
        Optional<ItemHead> atSource,
        Exchange exchange,
        Runnable onward)
        implements Requester {

    @Override
    public String note() {
        return exchange.getMessage().getHeader(MailboxConstants.NOTE, "", String.class);
    }

    @Override
    public Optional<Content> asRead() {
        return exchange.getProperty(MailboxConstants.ORIGINAL_BODY) instanceof ContentBody body
                ? Optional.of(body.content())
                : Optional.empty();
    }

    @Override
    public List<String> mappedBy() {
        return AppliedMappings.of(exchange);
    }

    @Override
    public void lacks(Map<FolderPath, String> places) {
        run().ifPresent(run -> run.lacks(leg, places));
    }

    @Override
    public void cut() {
        run().ifPresent(run -> run.cut(leg));
    }

    @Override
    public int cuts() {
        return run().map(run -> run.cuts(leg)).orElse(0);
    }

    @Override
    public void arrived(FolderPath folder, Optional<Uid> uid, Arrival how) {
        if (item) {
            run().ifPresent(run -> run.arrived(leg, how));
        }
        exchange.getMessage().setHeader(MailboxConstants.DESTINATION_FOLDER, folder.toString());
        uid.ifPresent(
                value ->
                        exchange.getMessage()
                                .setHeader(MailboxConstants.DESTINATION_UID, value.value()));
        onward.run();
    }

    /** Ends the exchange without any error handler of the route: it is no failed delivery. */
    @Override
    public void interrupted(MailboxException reason) {
        run().ifPresent(run -> run.interrupted(reason));
        exchange.getExchangeExtension().setInterrupted(true);
        failed(reason);
    }

    @Override
    public void failed(Exception thrown) {
        Exception reason =
                thrown instanceof MailboxException known
                        ? MailboxProducer.ofItem(known, run().map(ItemRun::item))
                        : thrown;
        run().ifPresent(run -> run.refused(leg, reason));
        exchange.setException(reason);
        onward.run();
    }
}
