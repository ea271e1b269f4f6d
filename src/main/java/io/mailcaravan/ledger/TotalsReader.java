package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import java.sql.SQLException;

/** Adds up the counts of a leg's folders in their present lives. */
public final class TotalsReader {

    /** True of the present life of a folder {@code f}. */
    public static final String PRESENT =
            "f.generation = (SELECT MAX(g.generation) FROM folder g WHERE g.leg_id ="
                    + " f.leg_id AND g.path = f.path)";

    /** Folders in former lives: few, and found without a question a folder. */
    static final String FORMER =
            "SELECT former.id FROM folder later JOIN folder former ON former.leg_id = later.leg_id"
                    + " AND former.path = later.path WHERE later.generation > 1 AND"
                    + " former.generation < later.generation";

    /** As {@link #PRESENT}, where many folders are asked for. */
    public static final String PRESENT_OF_MANY = "f.id NOT IN (" + FORMER + ")";

    private static final String SUMS =
            "SELECT COALESCE(SUM(copied), 0), COALESCE(SUM(skipped), 0), COALESCE(SUM(failed), 0),"
                    + " COALESCE(SUM(copied_bytes), 0) FROM folder f WHERE ";

    /** Usually none, but for what is under way or was when a process died. */
    private static final String WITH_BATCHES =
            "SELECT DISTINCT f.id FROM batch b JOIN folder f ON f.id = b.folder_id WHERE ";

    private TotalsReader() {}

    static Totals ofLeg(Sql sql, long legId) throws SQLException {
        return sums(sql, "f.leg_id = ? AND " + PRESENT, legId);
    }

    static Totals ofFolder(Sql sql, long folderId) throws SQLException {
        return sums(sql, "f.id = ?", folderId);
    }

    private static Totals sums(Sql sql, String which, long id) throws SQLException {
        long pending = 0;
        for (long folder : sql.list(WITH_BATCHES + which, row -> row.getLong(1), id)) {
            pending += PendingItems.stateless(sql, folder).size();
        }
        long all = pending;
        return sql.first(
                        SUMS + which,
                        row ->
                                new Totals(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        all,
                                        row.getLong(4)),
                        id)
                .orElse(Totals.NONE);
    }
}
