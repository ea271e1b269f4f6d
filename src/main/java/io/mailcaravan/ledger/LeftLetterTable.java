package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Names of files that hold the bytes of items that failed once and that no pass sends again: the
 * source has numbered their folder anew, or was put back; a rule leaves them out; they were reset;
 * their leg is not in use. The file may be all that is left of a message.
 */
public final class LeftLetterTable {

    private static final String OF_ROUTE = "(SELECT id FROM mailbox WHERE route = ?)";

    private static final String OF_MAILBOX =
            "(SELECT id FROM mailbox WHERE route = ? AND store = ? AND name = ?)";

    private static final String LEFT_BEHIND =
            "SELECT l.mailbox_id, f.path, y.file AS file FROM left_letter y JOIN folder f ON f.id ="
                    + " y.folder_id JOIN leg l ON l.id = f.leg_id WHERE %sl.mailbox_id IN ";

    /** In former lives and on former legs no pass sees that an item is failed. */
    private static final String UNSEEN =
            "SELECT l.mailbox_id, f.path, x.dead_letter FROM folder f JOIN leg l ON l.id ="
                    + " f.leg_id JOIN failure x ON x.folder_id = f.id WHERE x.dead_letter <> ''"
                    + " AND f.id IN ("
                    + TotalsReader.FORMER
                    + " UNION SELECT o.id FROM leg p CROSS JOIN folder o WHERE o.leg_id = p.id AND"
                    + " p.in_use = 0) AND l.mailbox_id IN ";

    /** From the few that are left to the failures of their mailboxes, not the other way round. */
    private static final String STILL_FAILING =
            "SELECT 1 FROM leg l JOIN folder f ON f.leg_id = l.id JOIN failure x ON x.folder_id ="
                    + " f.id WHERE l.mailbox_id = c.mailbox_id AND x.dead_letter = c.file AND"
                    + " l.in_use = 1 AND "
                    + TotalsReader.PRESENT_OF_MANY;

    private static final String NOTED =
            "SELECT DISTINCT y.file FROM left_letter y JOIN folder f ON f.id = y.folder_id JOIN leg"
                    + " l ON l.id = f.leg_id JOIN mailbox m ON m.id = l.mailbox_id WHERE m.route ="
                    + " ? AND m.store = ? AND m.name = ?";

    private static final String FOLDERS =
            "(SELECT f.id FROM folder f JOIN leg l ON l.id = f.leg_id WHERE l.mailbox_id = ?)";

    /** Its name is made of the item's key, so that all that failed with it are of one UID. */
    private static final String FAILING =
            "SELECT x.folder_id FROM failure x WHERE x.uid = ? AND x.dead_letter = ? AND"
                    + " x.folder_id IN "
                    + FOLDERS;

    private static final String LEFT =
            "SELECT y.folder_id FROM left_letter y WHERE y.file = ? AND y.folder_id IN " + FOLDERS;

    private LeftLetterTable() {}

    /** Keeps the names that these rows of {@code failure} have, which are about to lose them. */
    static void leave(Sql sql, String which, Object... values) throws SQLException {
        sql.update(
                "INSERT INTO left_letter (folder_id, file) SELECT DISTINCT folder_id, dead_letter"
                        + " FROM failure WHERE dead_letter <> '' AND "
                        + which
                        + " ON CONFLICT (folder_id, file) DO NOTHING",
                values);
    }

    /** All of a mailbox, whether their files are there or not; by folder and name. */
    public static List<LeftLetter> of(Sql sql, MailboxName mailbox) throws SQLException {
        return sql.list(
                left(OF_MAILBOX, ""),
                LeftLetterTable::letter,
                mailbox.route(),
                mailbox.store(),
                mailbox.mailbox(),
                mailbox.route(),
                mailbox.store(),
                mailbox.mailbox());
    }

    /** The same of all mailboxes of a route, by mailbox. */
    public static List<LeftLetter> of(Sql sql, String route) throws SQLException {
        return sql.list(left(OF_ROUTE, "+"), LeftLetterTable::letter, route, route);
    }

    /**
     * @param hint {@code +} keeps SQLite from beginning with the mailboxes, where these are many
     */
    private static String left(String which, String hint) {
        return "SELECT m.route, m.store, m.name, c.path, c.file FROM ("
                + LEFT_BEHIND.formatted(hint)
                + which
                + " UNION "
                + UNSEEN
                + which
                + ") c JOIN mailbox m ON m.id = c.mailbox_id WHERE NOT EXISTS ("
                + STILL_FAILING
                + ") ORDER BY 2, 3, 4, 5";
    }

    private static LeftLetter letter(ResultSet row) throws SQLException {
        return new LeftLetter(
                new MailboxName(row.getString(1), row.getString(2), row.getString(3)),
                FolderPath.parse(row.getString(4)),
                row.getString(5));
    }

    /** The names that {@link #leave} has kept. */
    static List<String> noted(Sql sql, MailboxName mailbox) throws SQLException {
        return sql.list(
                NOTED,
                row -> row.getString(1),
                mailbox.route(),
                mailbox.store(),
                mailbox.mailbox());
    }

    /** See {@link LedgerMailbox#letGo}. */
    static boolean letGo(Sql sql, long mailboxId, String file, Uid uid, Set<Long> settled)
            throws SQLException {
        List<Long> failing = sql.list(FAILING, row -> row.getLong(1), uid.value(), file, mailboxId);
        List<Long> left = sql.list(LEFT, row -> row.getLong(1), file, mailboxId);
        boolean nobodys = failing.isEmpty() && settled.containsAll(left);
        if (!nobodys) {
            for (long folder : settled) {
                sql.update(
                        "DELETE FROM left_letter WHERE folder_id = ? AND file = ?", folder, file);
            }
        }
        return nobodys;
    }

    /** Forgets one whose file is gone. */
    static void forget(Sql sql, MailboxName mailbox, String file) throws SQLException {
        sql.update(
                "DELETE FROM left_letter WHERE file = ? AND folder_id IN (SELECT f.id FROM folder f"
                        + " JOIN leg l ON l.id = f.leg_id JOIN mailbox m ON m.id = l.mailbox_id"
                        + " WHERE m.route = ? AND m.store = ? AND m.name = ?)",
                file,
                mailbox.route(),
                mailbox.store(),
                mailbox.mailbox());
    }
}
