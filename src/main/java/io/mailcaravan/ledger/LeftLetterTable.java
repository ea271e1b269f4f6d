package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Names of files that hold the bytes of items that failed once and that no pass sends again: the
 * source has numbered their folder anew, or was put back; a rule leaves them out; they were reset;
 * their leg is not in use. The file may be all that is left of a message.
 */
public final class LeftLetterTable {

    /**
     * Folders of a mailbox; an item fails where passes see it in a present life on a leg in use.
     */
    private static final String OWN =
            "WITH own AS (SELECT f.id, f.path, CASE WHEN l.in_use = 1 AND "
                    + TotalsReader.PRESENT
                    + " THEN 1 ELSE 0 END AS seen FROM folder f JOIN leg l ON l.id = f.leg_id JOIN"
                    + " mailbox m ON m.id = l.mailbox_id WHERE m.route = ? AND m.store = ? AND"
                    + " m.name = ?), failing AS (SELECT x.dead_letter FROM failure x JOIN own o ON"
                    + " o.id = x.folder_id WHERE o.seen = 1) ";

    private static final String OF_MAILBOX =
            OWN
                    + "SELECT o.path, y.file FROM left_letter y JOIN own o ON o.id = y.folder_id"
                    + " WHERE y.file NOT IN (SELECT dead_letter FROM failing) UNION SELECT o.path,"
                    + " x.dead_letter FROM failure x JOIN own o ON o.id = x.folder_id WHERE o.seen"
                    + " = 0 AND x.dead_letter <> '' AND x.dead_letter NOT IN (SELECT dead_letter"
                    + " FROM failing) ORDER BY 1, 2";

    private static final String NOTED =
            OWN + "SELECT DISTINCT y.file FROM left_letter y JOIN own o ON o.id = y.folder_id";

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
                OF_MAILBOX,
                row -> new LeftLetter(FolderPath.parse(row.getString(1)), row.getString(2)),
                mailbox.route(),
                mailbox.store(),
                mailbox.mailbox());
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
