package io.mailcaravan.component.mailbox;

import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Uid;
import java.util.Optional;
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

    /** Set as well where the item was at the destination already. */
    static final String FOUND = "CamelMailboxFound";

    /** The same request with another item. */
    AppendRequest with(Item other) {
        return new AppendRequest(key, folder, other, exchange, callback);
    }

    void found(Optional<Uid> uid) {
        exchange.setProperty(FOUND, true);
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

    /** On a thread of its own: the route's error handler may wait on it before it tries again. */
    void failed(Exception reason) {
        exchange.setException(reason);
        Thread.startVirtualThread(() -> callback.done(false));
    }
}
