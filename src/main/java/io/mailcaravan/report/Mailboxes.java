package io.mailcaravan.report;

import io.mailcaravan.ledger.MailboxName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;

/**
 * Which mailboxes a statement is about.
 *
 * @param which what follows the id of a mailbox: {@code IN (...)}
 * @param most whether they are most of those that there are, so that SQLite had better go through a
 *     whole table than look for each of their rows
 * @param values of its question marks
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record Mailboxes(String which, boolean most, Object... values) {

    /** So that statements of pages of about one size are one statement. */
    private static final int STEP = 50;

    private static final long NOBODY = -1;

    static Mailboxes ofRoute(String route) {
        return new Mailboxes("IN (SELECT id FROM mailbox WHERE route = ?)", true, route);
    }

    static Mailboxes of(MailboxName name) {
        return new Mailboxes(
                "IN (SELECT id FROM mailbox WHERE route = ? AND store = ? AND name = ?)",
                false,
                name.route(),
                name.store(),
                name.mailbox());
    }

    /** Some; a database bears about 30,000 question marks. */
    static Mailboxes of(Collection<Long> ids) {
        Object[] values = new Object[Math.max(1, Math.ceilDiv(ids.size(), STEP)) * STEP];
        Arrays.fill(values, NOBODY);
        System.arraycopy(ids.toArray(), 0, values, 0, ids.size());
        return new Mailboxes(
                "IN (" + String.join(", ", Collections.nCopies(values.length, "?")) + ")",
                false,
                values);
    }

    /** The column, so that SQLite looks nothing up by it where it had better not. */
    String unsought(String column) {
        return most ? "+" + column : column;
    }
}
