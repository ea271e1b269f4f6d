package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.util.List;

/**
 * A folder of a destination under one UIDVALIDITY, in which items of a leg lie.
 *
 * @param id in the ledger
 */
public record DestinationLife(long id, FolderPath folder, UidValidity uidValidity) {

    private static final String OF_LEG =
            "SELECT DISTINCT d.id, d.path, d.uid_validity FROM folder f JOIN feed ON feed.folder_id"
                    + " = f.id JOIN destination d ON d.id = feed.destination_id WHERE f.leg_id = ?"
                    + " AND "
                    + TotalsReader.PRESENT
                    + " AND f.copied > 0";

    static List<DestinationLife> all(Sql sql, long legId) throws SQLException {
        return sql.list(
                OF_LEG,
                row ->
                        new DestinationLife(
                                row.getLong(1),
                                FolderPath.parse(row.getString(2)),
                                new UidValidity(row.getLong(3))),
                legId);
    }
}
