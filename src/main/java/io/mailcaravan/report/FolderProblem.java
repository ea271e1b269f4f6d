package io.mailcaravan.report;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why the last pass has not gone through a folder on a leg.
 *
 * @param text in words
 * @param missing messages that the source announces and does not list
 */
public record FolderProblem(Leg leg, FolderPath folder, String text, long missing) {

    private static final String ALL =
            "SELECT l.mailbox_id, l.store, l.mailbox, f.path, f.problem, f.missing FROM folder f"
                    + " JOIN leg l ON l.id = f.leg_id WHERE l.mailbox_id %s AND l.in_use = 1 AND"
                    + " f.problem IS NOT NULL AND "
                    + TotalsReader.PRESENT_OF_MANY
                    + " ORDER BY f.path, l.id";

    /** By the mailbox's id; none without any. */
    static Map<Long, List<FolderProblem>> all(Sql sql, Mailboxes mailboxes) throws SQLException {
        record Of(long mailbox, FolderProblem problem) {}
        return sql
                .list(
                        ALL.formatted(mailboxes.which()),
                        row ->
                                new Of(
                                        row.getLong(1),
                                        new FolderProblem(
                                                new Leg(row.getString(2), row.getString(3)),
                                                FolderPath.parse(row.getString(4)),
                                                row.getString(5),
                                                row.getLong(6))),
                        mailboxes.values())
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Of::mailbox, Collectors.mapping(Of::problem, Collectors.toList())));
    }
}
