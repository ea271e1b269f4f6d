package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes items in their final states, and keeps their folder's counts. */
final class ItemTable {

    private static final String INSERT =
            "INSERT INTO item (state, size, flags, destination_id, destination_uid, reason_id,"
                    + " internal_date, places, folder_id, uid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (folder_id, uid) DO NOTHING";
    private static final String UPDATE =
            "UPDATE item SET state = ?, size = ?, flags = ?, destination_id = ?,"
                    + " destination_uid = ?, reason_id = ?, internal_date = ?, places = ? WHERE folder_id = ? AND uid = ?";

    /**
     * An item may fail, or be left out, whose copy could not be replaced: that keeps its place, and
     * what it was given of flags and further folders.
     */
    private static final String LEAVE =
            "UPDATE item SET state = ?, size = ?, flags = CASE WHEN destination_id IS NULL THEN ? ELSE"
                    + " flags END, reason_id = COALESCE(?, reason_id), places = CASE WHEN"
                    + " destination_id IS NULL THEN ? ELSE places END WHERE folder_id = ? AND uid ="
                    + " ?";

    private ItemTable() {}

    private record Old(ItemState state, long size) {}

    /** Adds items; one that is there already is replaced where {@link ItemRow#mayReplace}. */
    static void put(Sql sql, long folderId, List<ItemRow> rows) throws SQLException {
        Counts counts = new Counts();
        PreparedStatement insert = sql.prepare(INSERT);
        for (ItemRow row : rows) {
            bind(insert, folderId, row);
            insert.addBatch();
        }
        int[] inserted = insert.executeBatch();
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] == 0) {
                replace(sql, folderId, rows.get(i), counts);
            } else {
                counts.add(rows.get(i).state(), rows.get(i).size());
            }
        }
        counts.save(sql, folderId);
    }

    private static void replace(Sql sql, long folderId, ItemRow row, Counts counts)
            throws SQLException {
        Old old = find(sql, folderId, row.uid()).orElseThrow();
        if (!row.mayReplace(old.state())) {
            return;
        }
        if (row.state() == ItemState.COPIED) {
            PreparedStatement update = sql.prepare(UPDATE);
            bind(update, folderId, row);
            update.executeUpdate();
        } else {
            sql.update(
                    LEAVE,
                    row.state().code(),
                    row.size(),
                    row.flags(),
                    row.reasonId(),
                    row.places(),
                    folderId,
                    row.uid());
        }
        counts.remove(old.state(), old.size());
        counts.add(row.state(), row.size());
        if (old.state() == ItemState.FAILED && row.state() != ItemState.FAILED) {
            FailureTable.remove(sql, folderId, row.uid());
        }
    }

    private static void bind(PreparedStatement statement, long folderId, ItemRow row)
            throws SQLException {
        statement.setInt(1, row.state().code());
        statement.setLong(2, row.size());
        statement.setString(3, row.flags());
        statement.setObject(4, row.destinationId());
        statement.setObject(5, row.destinationUid());
        statement.setObject(6, row.reasonId());
        statement.setObject(7, row.internalDate());
        statement.setString(8, row.places());
        statement.setLong(9, folderId);
        statement.setLong(10, row.uid());
    }

    /** Adds a failed item, unless it was copied. */
    static void fail(
            Sql sql, long folderId, ItemRow row, String reason, String deadLetter, long seconds)
            throws SQLException {
        put(sql, folderId, List.of(row));
        if (state(sql, folderId, row.uid()).equals(Optional.of(ItemState.FAILED))) {
            FailureTable.put(sql, folderId, row.uid(), reason, deadLetter, seconds);
        }
    }

    /** The copy of an item is not what it should be: it could not be replaced, and stays. */
    static void failReplacing(
            Sql sql, long folderId, long uid, String reason, String deadLetter, long seconds)
            throws SQLException {
        Optional<Old> old = find(sql, folderId, uid);
        if (old.isEmpty()) {
            return;
        }
        sql.update(
                "UPDATE item SET state = ? WHERE folder_id = ? AND uid = ?",
                ItemState.FAILED.code(),
                folderId,
                uid);
        Counts counts = new Counts();
        counts.remove(old.get().state(), old.get().size());
        counts.add(ItemState.FAILED, old.get().size());
        counts.save(sql, folderId);
        FailureTable.put(sql, folderId, uid, reason, deadLetter, seconds);
    }

    /** The copy stays as it is, and the item with it. */
    static void keep(Sql sql, long folderId, long uid, Long reasonId) throws SQLException {
        Optional<Old> old = find(sql, folderId, uid);
        if (old.isPresent()) {
            replaced(sql, folderId, uid, old.get().size(), reasonId);
        }
    }

    /** What the copy has become: in its place, with another size. */
    static void replaced(Sql sql, long folderId, long uid, long size, Long reasonId)
            throws SQLException {
        Optional<Old> old = find(sql, folderId, uid);
        if (old.isEmpty()) {
            return;
        }
        sql.update(
                "UPDATE item SET state = ?, size = ?, reason_id = ? WHERE folder_id = ? AND uid = ?",
                ItemState.COPIED.code(),
                size,
                reasonId,
                folderId,
                uid);
        Counts counts = new Counts();
        counts.remove(old.get().state(), old.get().size());
        counts.add(ItemState.COPIED, size);
        counts.save(sql, folderId);
        if (old.get().state() == ItemState.FAILED) {
            FailureTable.remove(sql, folderId, uid);
        }
    }

    static void updateFlags(Sql sql, long folderId, Map<Uid, Flags> flags) throws SQLException {
        update(sql, "flags", folderId, flags, FlagsText::write);
    }

    static void updatePlaces(Sql sql, long folderId, Map<Uid, Places> places) throws SQLException {
        update(sql, "places", folderId, places, ItemRow::text);
    }

    private static <T> void update(
            Sql sql, String column, long folderId, Map<Uid, T> values, Function<T, String> text)
            throws SQLException {
        PreparedStatement update =
                sql.prepare("UPDATE item SET " + column + " = ? WHERE folder_id = ? AND uid = ?");
        for (Map.Entry<Uid, T> entry : values.entrySet()) {
            update.setString(1, text.apply(entry.getValue()));
            update.setLong(2, folderId);
            update.setLong(3, entry.getKey().value());
            update.addBatch();
        }
        update.executeBatch();
    }

    /**
     * @param reasonIds null for no note
     */
    static void updateNotes(Sql sql, long folderId, Map<Uid, Long> reasonIds) throws SQLException {
        PreparedStatement update =
                sql.prepare(
                        "UPDATE item SET reason_id = ? WHERE folder_id = ? AND uid = ? AND state IN"
                                + " (?, ?)");
        for (Map.Entry<Uid, Long> entry : reasonIds.entrySet()) {
            update.setObject(1, entry.getValue());
            update.setLong(2, folderId);
            update.setLong(3, entry.getKey().value());
            update.setInt(4, ItemState.COPIED.code());
            update.setInt(5, ItemState.FAILED.code()); // its note waits for its content
            update.addBatch();
        }
        update.executeBatch();
    }

    /**
     * Takes items out.
     *
     * @param deleted whether they are gone at both ends, which is counted; else they start anew
     */
    static void remove(Sql sql, long folderId, Collection<Uid> uids, boolean deleted)
            throws SQLException {
        Counts counts = new Counts();
        for (Uid uid : uids) {
            Optional<Old> old = find(sql, folderId, uid.value());
            if (old.isEmpty()) {
                continue;
            }
            if (deleted) {
                counts.delete(old.get().state(), old.get().size());
            } else {
                counts.remove(old.get().state(), old.get().size());
            }
            sql.update("DELETE FROM item WHERE folder_id = ? AND uid = ?", folderId, uid.value());
            VersionTable.remove(sql, folderId, uid);
            if (old.get().state() == ItemState.FAILED) {
                FailureTable.remove(sql, folderId, uid.value());
            }
        }
        counts.save(sql, folderId);
    }

    private static Optional<Old> find(Sql sql, long folderId, long uid) throws SQLException {
        return sql.first(
                "SELECT state, size FROM item WHERE folder_id = ? AND uid = ?",
                row -> new Old(ItemState.of(row.getInt(1)), row.getLong(2)),
                folderId,
                uid);
    }

    /** The item's final state; empty when it has none, pending or not. */
    static Optional<ItemState> state(Sql sql, long folderId, long uid) throws SQLException {
        return find(sql, folderId, uid).map(Old::state);
    }
}
