package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Wanted;
import io.mailcaravan.pass.CopyNote;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * A message that waits to be appended.
 *
 * @param key empty where the exchange does not come from a mailbox; then nothing is recorded
 * @param leg that leads to the destination
 * @param folder at the destination
 */
record AppendRequest(
        Optional<ItemKey> key,
        Leg leg,
        FolderPath folder,
        Item item,
        Exchange exchange,
        AsyncCallback callback) {

    /** Each request is one of its own, and found quickly. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** The same request with another item. */
    AppendRequest with(Item other) {
        return new AppendRequest(key, leg, folder, other, exchange, callback);
    }

    /** The same request for another folder. */
    AppendRequest in(FolderPath other) {
        return new AppendRequest(key, leg, other, item, exchange, callback);
    }

    /** What the ledger is to note: what the route's steps said, then these; empty ones left out. */
    String note(String... more) {
        String steps = exchange.getMessage().getHeader(MailboxConstants.NOTE, "", String.class);
        return CopyNote.of(Stream.concat(Stream.of(steps), Stream.of(more)));
    }

    /** To be looked for at the destination. */
    Wanted wanted() {
        return new Wanted(item, original(), false);
    }

    /** The item as it was read; empty where no step has changed it. */
    Optional<Item> original() {
        return exchange.getProperty(MailboxConstants.ORIGINAL_BODY) instanceof ContentBody body
                        && body.content() != item.content()
                ? Optional.of(new Item(item.head(), body.content()))
                : Optional.empty();
    }

    /** As the ledger records it: with the flags of the source, which later changes start from. */
    ItemHead recorded() {
        ItemHead head = item.head();
        return new ItemHead(
                head.uid(),
                ItemRun.of(exchange)
                        .map(run -> run.item().item().head().flags())
                        .orElse(head.flags()),
                head.internalDate(),
                item.content().size());
    }

    /** The connection was lost while it was sent. */
    void cut() {
        ItemRun.of(exchange).ifPresent(run -> run.cut(leg));
    }

    /** How often that was so. */
    int cuts() {
        return exchange == null ? 0 : ItemRun.of(exchange).map(run -> run.cuts(leg)).orElse(0);
    }

    void adopted(Optional<Uid> uid) {
        arrived(uid, true);
    }

    void arrived(Optional<Uid> uid) {
        arrived(uid, false);
    }

    private void arrived(Optional<Uid> uid, boolean adopted) {
        if (key.isPresent()) {
            ItemRun.of(exchange).ifPresent(run -> run.arrived(leg, adopted));
        }
        exchange.getMessage().setHeader(MailboxConstants.DESTINATION_FOLDER, folder.toString());
        uid.ifPresent(
                value ->
                        exchange.getMessage()
                                .setHeader(MailboxConstants.DESTINATION_UID, value.value()));
        callback.done(false);
    }

    /**
     * Ends the exchange without any error handler of the route: it is no failed delivery. The item
     * keeps no state and comes again with the next pass.
     */
    void interrupted(MailboxException reason) {
        ItemRun.of(exchange).ifPresent(run -> run.interrupted(reason));
        exchange.getExchangeExtension().setInterrupted(true);
        failed(reason);
    }

    /** On a thread of its own: the route's error handler may wait on it before it tries again. */
    void failed(Exception reason) {
        ItemRun.of(exchange).ifPresent(run -> run.refused(leg, reason));
        exchange.setException(reason);
        Thread.startVirtualThread(() -> callback.done(false));
    }
}
