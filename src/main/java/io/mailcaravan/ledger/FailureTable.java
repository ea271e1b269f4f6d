package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Reasons;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Uid;
import java.sql.SQLException;

/**
 * Why items failed, and which files hold their bytes. Nothing else writes this table, so that no
 * name of a file is lost: whatever takes it out of here, it is left in {@link LeftLetterTable}.
 * Where the item has arrived its file is deleted next, and a name without a file is told to nobody.
 */
final class FailureTable {

    private static final String OF_FOLDER = "folder_id = ?";
    private static final String OF_ITEM = OF_FOLDER + " AND uid = ?";
    private static final String BELOW = OF_FOLDER + " AND uid < ?";

    private FailureTable() {}

    static void put(
            Sql sql, long folderId, long uid, String reason, String deadLetter, long seconds)
            throws SQLException {
        LeftLetterTable.leave(sql, OF_ITEM + " AND dead_letter <> ?", folderId, uid, deadLetter);
        sql.update(
                "INSERT INTO failure (folder_id, uid, reason, dead_letter, failed_at, kind_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (folder_id, uid) DO UPDATE SET"
                        + " reason = excluded.reason, dead_letter = excluded.dead_letter,"
                        + " failed_at = excluded.failed_at, kind_id = excluded.kind_id",
                folderId,
                uid,
                reason,
                deadLetter,
                seconds,
                Reasons.keep(sql, FailureKind.of(reason)));
    }

    static void remove(Sql sql, long folderId, long uid) throws SQLException {
        remove(sql, OF_ITEM, folderId, uid);
    }

    static void removeBelow(Sql sql, long folderId, Uid next) throws SQLException {
        remove(sql, BELOW, folderId, next.value());
    }

    static void removeAll(Sql sql, long folderId) throws SQLException {
        remove(sql, OF_FOLDER, folderId);
    }

    private static void remove(Sql sql, String which, Object... values) throws SQLException {
        LeftLetterTable.leave(sql, which, values);
        sql.update("DELETE FROM failure WHERE " + which, values);
    }
}
