package io.mailcaravan.report;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import java.sql.SQLException;
import java.util.List;

/**
 * Why the last pass has not gone through a folder on a leg.
 *
 * @param text in words
 * @param missing messages that the source announces and does not list
 */
public record FolderProblem(Leg leg, FolderPath folder, String text, long missing) {

    private static final String OF_MAILBOX =
            "SELECT l.store, l.mailbox, f.path, f.problem, f.missing FROM folder f JOIN leg l ON"
                    + " l.id = f.leg_id WHERE l.mailbox_id = ? AND l.in_use = 1 AND f.problem IS"
                    + " NOT NULL AND "
                    + TotalsReader.PRESENT
                    + " ORDER BY f.path, l.id";

    static List<FolderProblem> all(Sql sql, long mailboxId) throws SQLException {
        return sql.list(
                OF_MAILBOX,
                row ->
                        new FolderProblem(
                                new Leg(row.getString(1), row.getString(2)),
                                FolderPath.parse(row.getString(3)),
                                row.getString(4),
                                row.getLong(5)),
                mailboxId);
    }
}
