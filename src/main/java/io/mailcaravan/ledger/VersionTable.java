package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Versions of items whose content may change; messages have none, and cost nothing here. */
final class VersionTable {

    private static final String PUT =
            "INSERT INTO item_version (folder_id, uid, version, copy_version, writing) VALUES (?, ?,"
                    + " ?, ?, ?) ON CONFLICT (folder_id, uid) DO UPDATE SET";

    private VersionTable() {}

    static void put(Sql sql, long folderId, Collection<Copied> copied) throws SQLException {
        for (Copied item : copied) {
            if (item.head().version().isKnown() || item.copyVersion().isKnown()) {
                put(sql, folderId, item.key().uid(), item.head().version(), item.copyVersion());
            }
        }
    }

    static void put(Sql sql, long folderId, Uid uid, Version source, Version copy)
            throws SQLException {
        sql.update(
                PUT
                        + " version = excluded.version, copy_version = excluded.copy_version,"
                        + " writing = ''",
                folderId,
                uid.value(),
                source.text(),
                copy.text(),
                "");
    }

    static void writing(Sql sql, long folderId, Uid uid, String digest) throws SQLException {
        sql.update(PUT + " writing = excluded.writing", folderId, uid.value(), "", "", digest);
    }

    static void sourceIs(Sql sql, long folderId, Uid uid, Version version) throws SQLException {
        sql.update(
                PUT + " version = excluded.version", folderId, uid.value(), version.text(), "", "");
    }

    static void copyIs(Sql sql, long folderId, Uid uid, Version version) throws SQLException {
        sql.update(
                "UPDATE item_version SET copy_version = ?, writing = '' WHERE folder_id = ? AND uid ="
                        + " ?",
                version.text(),
                folderId,
                uid.value());
    }

    static Map<Uid, Versions> read(Sql sql, long folderId, UidRange range) throws SQLException {
        record Row(Uid uid, Versions versions) {}
        List<Row> rows =
                sql.list(
                        "SELECT uid, version, copy_version, writing FROM item_version WHERE"
                                + " folder_id = ? AND uid BETWEEN ? AND ?",
                        row ->
                                new Row(
                                        new Uid(row.getLong(1)),
                                        new Versions(
                                                new Version(row.getString(2)),
                                                new Version(row.getString(3)),
                                                row.getString(4))),
                        folderId,
                        range.first().value(),
                        range.last().value());
        Map<Uid, Versions> versions = new HashMap<>();
        rows.forEach(row -> versions.put(row.uid(), row.versions()));
        return versions;
    }

    /** By UIDs of the copies in that destination, what they had when they were recorded. */
    static Map<Uid, Version> copies(Sql sql, long folderId, long destinationId)
            throws SQLException {
        Map<Uid, Version> versions = new HashMap<>();
        sql.list(
                        "SELECT i.destination_uid, v.copy_version FROM item_version v JOIN item i ON"
                                + " i.folder_id = v.folder_id AND i.uid = v.uid WHERE v.folder_id ="
                                + " ? AND i.destination_id = ? AND i.destination_uid IS NOT NULL"
                                + " AND v.writing = ''",
                        row -> Map.entry(new Uid(row.getLong(1)), new Version(row.getString(2))),
                        folderId,
                        destinationId)
                .forEach(one -> versions.put(one.getKey(), one.getValue()));
        return versions;
    }

    static void remove(Sql sql, long folderId, Uid uid) throws SQLException {
        sql.update(
                "DELETE FROM item_version WHERE folder_id = ? AND uid = ?", folderId, uid.value());
    }
}
