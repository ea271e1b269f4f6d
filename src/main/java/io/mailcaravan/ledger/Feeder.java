package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A source folder, in its present life, that was copied into a destination folder.
 *
 * <p>The same folder may become known under another name: the route, the store or the mailbox is
 * called differently by now, so that nothing in the ledger seems to be of it. A folder of the same
 * path and UIDVALIDITY on its way to the same mailbox is taken for that one, and what lies there is
 * what its items are looked for among, with their contents compared.
 */
record Feeder(long id, String path, long uidValidity, Leg leg) {

    private static final String ALL =
            "SELECT f.id, f.path, f.uid_validity, l.store, l.mailbox FROM feed JOIN folder f ON"
                    + " f.id = feed.folder_id JOIN leg l ON l.id = f.leg_id WHERE"
                    + " feed.destination_id = ? AND "
                    + TotalsReader.PRESENT;

    private static final String NEWEST =
            "SELECT COALESCE(MAX(f.id), 0) FROM leg l JOIN folder f ON f.leg_id = l.id WHERE"
                    + " l.store = ? AND l.mailbox = ? AND f.path = ? AND f.uid_validity = ?";

    private static final String COPIES =
            "SELECT destination_uid FROM item WHERE folder_id = ? AND destination_id = ? AND"
                    + " destination_uid BETWEEN ? AND ?";

    static List<Feeder> all(Sql sql, long destinationId) throws SQLException {
        return sql.list(
                ALL,
                row ->
                        new Feeder(
                                row.getLong(1),
                                row.getString(2),
                                row.getLong(3),
                                new Leg(row.getString(4), row.getString(5))),
                destinationId);
    }

    /** Whether it is known under another name by now. */
    boolean isReplaced(Sql sql) throws SQLException {
        return sql.number(NEWEST, leg.store(), leg.mailbox(), path, uidValidity) != id;
    }

    /** Where its items lie there. */
    UidSet copies(Sql sql, long destinationId, UidRange range) throws SQLException {
        return sql.uids(COPIES, id, destinationId, range.first().value(), range.last().value());
    }
}
