package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * One life of a source folder, as the table has it.
 *
 * @param highestUid of its items in final states; 0 when there are none
 * @param lookFirst see {@link LedgerFolder#looksFirst}
 * @param wentBack see {@link LedgerFolder#wentBack}
 * @param failed how many items had failed when it was read
 * @param skipped how many were skipped then
 * @param problem null for none
 */
record FolderRow(
        long id,
        FolderPath path,
        UidValidity uidValidity,
        long highestUid,
        Optional<Checkpoint> checkpoint,
        boolean lookFirst,
        boolean wentBack,
        long failed,
        long skipped,
        String problem) {

    private static final String SELECT =
            "SELECT id, path, uid_validity, (SELECT MAX(uid) FROM item WHERE folder_id ="
                    + " folder.id), uid_next, messages, cursor, rules, look_first, failed, problem,"
                    + " skipped FROM folder";

    /** All of the leg, the present life of each path after the former ones. */
    static List<FolderRow> all(Sql sql, long legId) throws SQLException {
        return sql.list(
                SELECT + " WHERE leg_id = ? ORDER BY generation, id", FolderRow::read, legId);
    }

    /** Makes this the present life of the folder. */
    static FolderRow make(Sql sql, long legId, FolderPath path, UidValidity validity)
            throws SQLException {
        long id =
                sql.number(
                        "INSERT INTO folder (leg_id, path, uid_validity, generation) VALUES (?,"
                                + " ?, ?, (SELECT COALESCE(MAX(generation), 0) + 1 FROM folder WHERE"
                                + " leg_id = ? AND path = ?)) ON CONFLICT (leg_id, path,"
                                + " uid_validity) DO UPDATE SET generation = excluded.generation"
                                + " RETURNING id",
                        legId,
                        path.toString(),
                        validity.value(),
                        legId,
                        path.toString());
        return sql.first(SELECT + " WHERE id = ?", FolderRow::read, id).orElseThrow();
    }

    private static FolderRow read(ResultSet row) throws SQLException {
        long uidNext = row.getLong(5);
        String cursor = row.getString(7);
        return new FolderRow(
                row.getLong(1),
                FolderPath.parse(row.getString(2)),
                new UidValidity(row.getLong(3)),
                row.getLong(4),
                uidNext == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Checkpoint(
                                        new Uid(uidNext),
                                        row.getLong(6),
                                        Optional.ofNullable(cursor).map(ChangeCursor::new),
                                        row.getString(8))),
                row.getInt(9) != 0,
                row.getInt(9) == LedgerFolder.WENT_BACK,
                row.getLong(10),
                row.getLong(12),
                row.getString(11));
    }
}
