package io.mailcaravan.store.jmap;

import io.mailcaravan.mailbox.ChangeCursor;
import java.util.Optional;

/**
 * The state of the emails, and what their mailboxes were called: a mailbox that is renamed changes
 * the places of all its emails, and the server tells none of them.
 *
 * @param mark of {@link MailboxTree#mark}
 */
record JmapCursor(String account, String mark, String state) {

    ChangeCursor cursor() {
        return new ChangeCursor(mark + " " + account + " " + state);
    }

    static Optional<JmapCursor> read(ChangeCursor cursor) {
        String[] parts = cursor.text().split(" ", 3);
        return parts.length == 3
                ? Optional.of(new JmapCursor(parts[1], parts[0], parts[2]))
                : Optional.empty();
    }
}
