package io.mailcaravan.report;

import io.mailcaravan.ledger.PendingItems;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Uid;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts of legs in use, added up over their folders in their present lives. */
final class LegTotals {

    /** Of a folder's items, as a number: its path tells it. */
    private static final String KIND =
            Arrays.stream(ItemKind.values())
                    .filter(kind -> kind != ItemKind.MESSAGE)
                    .map(
                            kind ->
                                    " WHEN f.path LIKE '"
                                            + "/"
                                            + kind.word()
                                            + "/%' THEN "
                                            + kind.ordinal())
                    .collect(
                            Collectors.joining(
                                    "",
                                    "CASE WHEN substr(f.path, 1, 1) <> '/' THEN "
                                            + ItemKind.MESSAGE.ordinal(),
                                    " END"));

    private static final String SUMS =
            "SELECT %1$s, SUM(f.copied), SUM(f.skipped), SUM(f.failed), SUM(f.copied_bytes), %3$s"
                    + " FROM folder f WHERE %1$s IN (SELECT id FROM leg WHERE in_use = 1 AND"
                    + " mailbox_id %2$s) AND "
                    + TotalsReader.PRESENT_OF_MANY
                    + " GROUP BY 1, 6";

    private LegTotals() {}

    /** By the leg's id and kind; none of legs without folders. */
    static Map<Long, Map<ItemKind, Totals>> read(Sql sql, Mailboxes mailboxes) throws SQLException {
        record Sum(long leg, ItemKind kind, Totals totals) {}
        Map<Long, Map<ItemKind, Totals>> totals = new HashMap<>();
        sql.list(
                        SUMS.formatted(mailboxes.unsought("f.leg_id"), mailboxes.which(), KIND),
                        row ->
                                new Sum(
                                        row.getLong(1),
                                        ItemKind.values()[row.getInt(6)],
                                        new Totals(
                                                row.getLong(2),
                                                row.getLong(3),
                                                row.getLong(4),
                                                0,
                                                row.getLong(5))),
                        mailboxes.values())
                .forEach(sum -> add(totals, sum.leg(), sum.kind(), sum.totals()));
        pending(sql, mailboxes)
                .forEach((of, items) -> add(totals, of.leg(), of.kind(), pending(items.size())));
        return totals;
    }

    private static void add(
            Map<Long, Map<ItemKind, Totals>> to, long leg, ItemKind kind, Totals more) {
        to.computeIfAbsent(leg, none -> new EnumMap<>(ItemKind.class))
                .merge(kind, more, Totals::plus);
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
