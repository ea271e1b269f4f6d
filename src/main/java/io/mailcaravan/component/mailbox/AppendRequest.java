package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Wanted;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * A message that waits to be appended.
 *
 * @param key empty where the exchange does not come from a mailbox; then nothing is recorded
 * @param folder at the destination
 */
record AppendRequest(
        Optional<ItemKey> key,
        FolderPath folder,
        Item item,
        Exchange exchange,
        AsyncCallback callback) {

    /** Set on an exchange whose item has arrived and is recorded. */
    static final String ARRIVED = "CamelMailboxArrived";

    /** Set as well where another tool, or a pass under another UIDVALIDITY, had brought it. */
    static final String ADOPTED = "CamelMailboxAdopted";

    /** Why the pass ended before the item was sent, whatever the route made of that. */
    static final String INTERRUPTED = "CamelMailboxInterrupted";

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
        return new AppendRequest(key, folder, other, exchange, callback);
    }

    /** What the ledger is to note: what the route's steps said, then these; empty ones left out. */
    String note(String... more) {
        String steps = exchange.getMessage().getHeader(MailboxConstants.NOTE, "", String.class);
        return Stream.concat(Stream.of(steps), Stream.of(more))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
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

    void adopted(Optional<Uid> uid) {
        exchange.setProperty(ADOPTED, true);
        arrived(uid);
    }

    void arrived(Optional<Uid> uid) {
        exchange.setProperty(ARRIVED, true);
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
        exchange.setProperty(INTERRUPTED, reason);
        exchange.getExchangeExtension().setInterrupted(true);
        failed(reason);
    }

    /** On a thread of its own: the route's error handler may wait on it before it tries again. */
    void failed(Exception reason) {
        exchange.setException(reason);
        Thread.startVirtualThread(() -> callback.done(false));
    }
}
