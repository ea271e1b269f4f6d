package io.mailcaravan.report;

import io.mailcaravan.ledger.PendingItems;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Counts of legs in use, added up over their folders in their present lives. */
final class LegTotals {

    private static final String SUMS =
            "SELECT %1$s, SUM(f.copied), SUM(f.skipped), SUM(f.failed), SUM(f.copied_bytes) FROM"
                    + " folder f WHERE %1$s IN (SELECT id FROM leg WHERE in_use = 1 AND mailbox_id"
                    + " %2$s) AND "
                    + TotalsReader.PRESENT_OF_MANY
                    + " GROUP BY 1";

    private LegTotals() {}

    /** By the leg's id; none of legs without folders. */
    static Map<Long, Totals> read(Sql sql, Mailboxes mailboxes) throws SQLException {
        record Sum(long leg, Totals totals) {}
        Map<Long, Totals> totals = new HashMap<>();
        sql.list(
                        SUMS.formatted(mailboxes.unsought("f.leg_id"), mailboxes.which()),
                        row ->
                                new Sum(
                                        row.getLong(1),
                                        new Totals(
                                                row.getLong(2),
                                                row.getLong(3),
                                                row.getLong(4),
                                                0,
                                                row.getLong(5))),
                        mailboxes.values())
                .forEach(sum -> totals.put(sum.leg(), sum.totals()));
        pending(sql, mailboxes)
                .forEach(
                        (of, items) -> totals.merge(of.leg(), pending(items.size()), Totals::plus));
        return totals;
    }

    private static Totals pending(long items) {
        return new Totals(0, 0, 0, items, 0);
    }

    /** Pending items of folders in their present lives on legs in use. */
    static Map<PendingItems.Of, Map<Uid, ItemHead>> pending(Sql sql, Mailboxes mailboxes)
            throws SQLException {
        return PendingItems.stateless(
                sql,
                // the plus keeps SQLite from beginning with the mailboxes: batches are few
                "l.in_use = 1 AND +l.mailbox_id "
                        + mailboxes.which()
                        + " AND "
                        + TotalsReader.PRESENT_OF_MANY,
                mailboxes.values());
    }
}
