package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** A leg, as the table has it. */
record LegRow(long id, Leg leg) {

    private static final String IN_USE =
            "SELECT id, store, mailbox FROM leg WHERE mailbox_id = ? AND in_use = 1 ORDER BY id";

    private static final String FAILED =
            "SELECT COUNT(*) FROM folder WHERE leg_id = ? AND failed > 0";

    /**
     * Notes which legs the route has now.
     *
     * @param further whether steps of the route may name others, so that those of before stay
     * @return all in use
     */
    static List<LegRow> use(Sql sql, long mailboxId, Collection<Leg> ends, boolean further)
            throws SQLException {
        for (LegRow known : inUse(sql, mailboxId)) {
            boolean stays = further || ends.contains(known.leg()) || hasFailures(sql, known);
            if (!stays) {
                sql.update("UPDATE leg SET in_use = 0 WHERE id = ?", known.id());
            }
        }
        for (Leg end : ends) {
            make(sql, mailboxId, end);
        }
        return inUse(sql, mailboxId);
    }

    /** What failed behind the ends stays failed until it gets through. */
    private static boolean hasFailures(Sql sql, LegRow known) throws SQLException {
        return known.leg().equals(Leg.OTHER) && sql.number(FAILED, known.id()) > 0;
    }

    static List<LegRow> inUse(Sql sql, long mailboxId) throws SQLException {
        return sql.list(IN_USE, LegRow::read, mailboxId);
    }

    static LegRow make(Sql sql, long mailboxId, Leg leg) throws SQLException {
        return sql.first(
                        "INSERT INTO leg (mailbox_id, store, mailbox) VALUES (?, ?, ?) ON CONFLICT"
                                + " (mailbox_id, store, mailbox) DO UPDATE SET in_use = 1"
                                + " RETURNING id, store, mailbox",
                        LegRow::read,
                        mailboxId,
                        leg.store(),
                        leg.mailbox())
                .orElseThrow();
    }

    private static LegRow read(ResultSet row) throws SQLException {
        return new LegRow(row.getLong(1), new Leg(row.getString(2), row.getString(3)));
    }
}
