package io.mailcaravan.report;

import io.mailcaravan.ledger.FailureKind;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts failed items by kinds of reasons. */
final class FailureReasons {

    private static final String OF =
            " x.folder_id IN (SELECT f.id FROM folder f JOIN leg l ON l.id = f.leg_id WHERE"
                    + " f.failed > 0 AND l.in_use = 1 AND +l.mailbox_id %s AND "
                    + TotalsReader.PRESENT_OF_MANY
                    + ")";

    private static final String BY_KIND =
            "SELECT r.text, c.items FROM (SELECT x.kind_id, COUNT(*) AS items FROM failure x WHERE"
                    + " x.kind_id > 0 AND"
                    + OF
                    + " GROUP BY x.kind_id) c JOIN reason r ON r.id = c.kind_id";

    /** From before kinds were noted. */
    private static final String BY_TEXT =
            "SELECT x.reason, COUNT(*) FROM failure x WHERE x.kind_id IS NULL AND"
                    + OF
                    + " GROUP BY x.reason";

    private FailureReasons() {}

    /** Most items first. */
    static List<ReasonCount> read(Sql sql, Mailboxes mailboxes) throws SQLException {
        List<ReasonCount> counts = new ArrayList<>();
        for (String statement : List.of(BY_KIND, BY_TEXT)) {
            counts.addAll(
                    sql.list(
                            statement.formatted(mailboxes.which()),
                            row ->
                                    new ReasonCount(
                                            FailureKind.of(row.getString(1)), row.getLong(2)),
                            mailboxes.values()));
        }
        Map<String, Long> kinds = new TreeMap<>();
        counts.forEach(one -> kinds.merge(one.kind(), one.items(), Long::sum));
        return kinds.entrySet().stream()
                .map(kind -> new ReasonCount(kind.getKey(), kind.getValue()))
                .sorted(Comparator.comparingLong(ReasonCount::items).reversed())
                .toList();
    }
}
