package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A folder of a destination under one UIDVALIDITY, in which items of a leg lie.
 *
 * @param id in the ledger
 * @param uidNext above the UIDs of all those items; empty where none is known
 */
public record DestinationLife(
        long id, FolderPath folder, UidValidity uidValidity, Optional<Uid> uidNext) {

    private static final String OF_LEG =
            "SELECT d.id, d.path, d.uid_validity, MAX(feed.uid_next) FROM folder f JOIN feed ON"
                    + " feed.folder_id = f.id JOIN destination d ON d.id = feed.destination_id"
                    + " WHERE f.leg_id = ? AND "
                    + TotalsReader.PRESENT
                    + " AND f.copied > 0 GROUP BY d.id, d.path, d.uid_validity";

    static List<DestinationLife> all(Sql sql, long legId) throws SQLException {
        return sql.list(
                OF_LEG,
                row ->
                        new DestinationLife(
                                row.getLong(1),
                                FolderPath.parse(row.getString(2)),
                                new UidValidity(row.getLong(3)),
                                Optional.of(row.getLong(4))
                                        .filter(uidNext -> uidNext > 0)
                                        .map(Uid::new)),
                legId);
    }

    /**
     * Whether the folder as it is now can hold the copies: UIDs never go back (RFC 9051, 2.3.1.1),
     * so one that has not come as far was restored from before they came, or is another one. So it
     * is with one that has never had a message, wherever the copies are said to lie.
     */
    public boolean goesOnIn(FolderStatus now) {
        boolean behind =
                now.tellsUidNext()
                        && (now.uidNext().equals(Uid.MIN)
                                || uidNext.filter(above -> now.uidNext().compareTo(above) < 0)
                                        .isPresent());
        return now.uidValidity().equals(uidValidity) && !behind;
    }
}
