package io.mailcaravan.report;

import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads passes over mailboxes. */
final class PassReader {

    private static final String PASSES =
            "SELECT p.id, m.store, m.name, p.kind, p.started, p.finished, p.outcome, p.copied,"
                    + " p.skipped, p.failed, p.pending, p.copied_bytes, p.mailbox_id FROM pass p"
                    + " JOIN mailbox m ON m.id = p.mailbox_id WHERE ";

    private static final String LAST =
            "p.id IN (SELECT MAX(q.id) FROM pass q WHERE q.mailbox_id %s%s GROUP BY q.mailbox_id)";

    /** A retry goes over no folder. */
    private static final String WALKS = " AND q.kind <> 'retry'";

    private PassReader() {}

    /** All of a route, oldest first. */
    static List<PassRecord> all(Sql sql, String route) throws SQLException {
        return sql.list(PASSES + "m.route = ? ORDER BY p.id", PassReader::pass, route);
    }

    /** The last one of each mailbox, by the mailbox's id. */
    static Map<Long, PassRecord> last(Sql sql, Mailboxes mailboxes) throws SQLException {
        return last(sql, mailboxes, "");
    }

    /** The last one of each mailbox that was no retry. */
    static Map<Long, PassRecord> lastWalks(Sql sql, Mailboxes mailboxes) throws SQLException {
        return last(sql, mailboxes, WALKS);
    }

    private static Map<Long, PassRecord> last(Sql sql, Mailboxes mailboxes, String kinds)
            throws SQLException {
        record Last(long mailbox, PassRecord pass) {}
        Map<Long, PassRecord> last = new HashMap<>();
        sql.list(
                        PASSES + LAST.formatted(mailboxes.which(), kinds),
                        row -> new Last(row.getLong(13), pass(row)),
                        mailboxes.values())
                .forEach(one -> last.put(one.mailbox(), one.pass()));
        return last;
    }

    private static PassRecord pass(ResultSet row) throws SQLException {
        long finished = row.getLong(6);
        return new PassRecord(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochSecond(row.getLong(5)),
                finished == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(finished)),
                row.getString(7),
                new Totals(
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12)));
    }
}
