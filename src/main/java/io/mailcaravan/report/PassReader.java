package io.mailcaravan.report;

import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.report.MailboxState.End;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads passes over mailboxes. */
final class PassReader {

    private static final String PASSES =
            "SELECT p.id, m.store, m.name, p.kind, p.started, p.finished, p.outcome, p.copied,"
                    + " p.skipped, p.failed, p.pending, p.copied_bytes, p.mailbox_id FROM mailbox"
                    + " m JOIN pass p ON ";

    private static final String ENDS =
            "SELECT p.mailbox_id, p.kind, p.started, p.finished, p.outcome FROM mailbox m JOIN pass"
                    + " p ON ";

    private static final String LAST =
            "p.id = (SELECT MAX(q.id) FROM pass q WHERE q.mailbox_id = m.id%s) WHERE m.id %s";

    private static final String ANY = "";

    /** It goes over no folder. */
    private static final String RETRY = "retry";

    private static final String WALKS = " AND q.kind <> '" + RETRY + "'";

    /** Mailboxes that a statement names one by one. */
    private static final int NAMED = 1_000;

    private PassReader() {}

    /** All of a route, oldest first. */
    static List<PassRecord> all(Sql sql, String route) throws SQLException {
        return sql.list(
                PASSES + "p.mailbox_id = m.id WHERE m.route = ? ORDER BY p.id",
                PassReader::pass,
                route);
    }

    /** The last one of each mailbox, by the mailbox's id. */
    static Map<Long, PassRecord> last(Sql sql, Mailboxes mailboxes) throws SQLException {
        return last(sql, mailboxes, ANY);
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
                        PASSES + LAST.formatted(kinds, mailboxes.which()),
                        row -> new Last(row.getLong(13), pass(row)),
                        mailboxes.values())
                .forEach(one -> last.put(one.mailbox(), one.pass()));
        return last;
    }

    /** How the last pass of each mailbox ended, by the mailbox's id. */
    static Map<Long, End> ends(Sql sql, Mailboxes mailboxes) throws SQLException {
        return ends(sql, mailboxes, ANY);
    }

    /**
     * The same of the last pass that was no retry.
     *
     * @param last {@link #ends}; most of these are no retries, so that only the others are asked
     *     for
     */
    static Map<Long, End> endsOfWalks(Sql sql, Mailboxes mailboxes, Map<Long, End> last)
            throws SQLException {
        Map<Long, End> walks = new HashMap<>(last);
        walks.values().removeIf(end -> end.kind().equals(RETRY));
        Set<Long> retried = new HashSet<>(last.keySet());
        retried.removeAll(walks.keySet());
        walks.putAll(ends(sql, retried.size() > NAMED ? mailboxes : Mailboxes.of(retried), WALKS));
        return walks;
    }

    private static Map<Long, End> ends(Sql sql, Mailboxes mailboxes, String kinds)
            throws SQLException {
        record Last(long mailbox, End end) {}
        Map<Long, End> ends = new HashMap<>();
        sql.list(
                        ENDS + LAST.formatted(kinds, mailboxes.which()),
                        row ->
                                new Last(
                                        row.getLong(1),
                                        new End(
                                                row.getString(2),
                                                Instant.ofEpochSecond(row.getLong(3)),
                                                time(row.getLong(4)),
                                                row.getString(5))),
                        mailboxes.values())
                .forEach(one -> ends.put(one.mailbox(), one.end()));
        return ends;
    }

    private static Optional<Instant> time(long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    private static PassRecord pass(ResultSet row) throws SQLException {
        return new PassRecord(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochSecond(row.getLong(5)),
                time(row.getLong(6)),
                row.getString(7),
                new Totals(
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12)));
    }
}
