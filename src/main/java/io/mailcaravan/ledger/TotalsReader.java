package io.mailcaravan.ledger;

import java.sql.SQLException;

/** Adds up the counts of a leg's folders in their present lives. */
final class TotalsReader {

    /** True of the present life of a folder {@code f}. */
    static final String PRESENT =
            "f.generation = (SELECT MAX(g.generation) FROM folder g WHERE g.leg_id ="
                    + " f.leg_id AND g.path = f.path)";

    private static final String SUMS =
            "SELECT COALESCE(SUM(copied), 0), COALESCE(SUM(skipped), 0), COALESCE(SUM(failed), 0),"
                    + " COALESCE(SUM((SELECT SUM(item_count) FROM batch b WHERE b.folder_id ="
                    + " f.id)), 0), COALESCE(SUM(copied_bytes), 0) FROM folder f WHERE ";

    private TotalsReader() {}

    static Totals ofLeg(Sql sql, long legId) throws SQLException {
        return sums(sql, SUMS + "leg_id = ? AND " + PRESENT, legId);
    }

    static Totals ofFolder(Sql sql, long folderId) throws SQLException {
        return sums(sql, SUMS + "f.id = ?", folderId);
    }

    private static Totals sums(Sql sql, String query, long id) throws SQLException {
        return sql.first(
                        query,
                        row ->
                                new Totals(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5)),
                        id)
                .orElse(Totals.NONE);
    }
}
