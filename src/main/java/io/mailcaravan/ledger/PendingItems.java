package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A folder's items in batches that nobody has settled. Some of them may have a state all the same:
 * an old batch still names what a later one has brought, and what is tried again keeps its state.
 */
public final class PendingItems {

    /** UIDs that one statement names. */
    private static final int AT_ONCE = 500;

    private PendingItems() {}

    static List<ItemHead> all(Sql sql, long folderId) throws SQLException {
        return sql
                .list(
                        "SELECT items FROM batch WHERE folder_id = ? ORDER BY id",
                        row -> row.getString(1),
                        folderId)
                .stream()
                .flatMap(items -> BatchText.read(items).stream())
                .toList();
    }

    /** Those without any state, so that each item of the folder is counted once. */
    public static Map<Uid, ItemHead> stateless(Sql sql, long folderId) throws SQLException {
        return stateless(sql, "f.id = ?", folderId).values().stream()
                .findFirst()
                .orElseGet(TreeMap::new);
    }

    /**
     * A folder with batches.
     *
     * @param leg its id
     * @param kind of the items in it
     */
    public record Of(long folder, long leg, ItemKind kind) {}

    /**
     * The same of many folders, in statements that do not grow in number with the folders; none
     * without such items.
     *
     * @param which a condition on {@code folder f} and its {@code leg l}
     */
    public static Map<Of, Map<Uid, ItemHead>> stateless(Sql sql, String which, Object... values)
            throws SQLException {
        record Batch(Of of, String items) {}
        Map<Long, Map<Uid, ItemHead>> items = new TreeMap<>();
        Map<Of, Map<Uid, ItemHead>> byFolder = new LinkedHashMap<>();
        for (Batch batch :
                sql.list(
                        "SELECT f.id, f.leg_id, f.path, b.items FROM batch b JOIN folder f ON f.id ="
                                + " b.folder_id JOIN leg l ON l.id = f.leg_id WHERE "
                                + which
                                + " ORDER BY b.id",
                        row ->
                                new Batch(
                                        new Of(
                                                row.getLong(1),
                                                row.getLong(2),
                                                FolderPath.parse(row.getString(3)).kind()),
                                        row.getString(4)),
                        values)) {
            Map<Uid, ItemHead> ofFolder =
                    items.computeIfAbsent(batch.of().folder(), none -> new TreeMap<>());
            byFolder.put(batch.of(), ofFolder);
            BatchText.read(batch.items()).forEach(head -> ofFolder.put(head.uid(), head));
        }
        removeHaving(sql, items);
        byFolder.values().removeIf(Map::isEmpty);
        return byFolder;
    }

    /** Takes those away that have a state. */
    private static void removeHaving(Sql sql, Map<Long, Map<Uid, ItemHead>> items)
            throws SQLException {
        List<Item> all = new ArrayList<>();
        items.forEach(
                (folder, heads) -> heads.keySet().forEach(uid -> all.add(new Item(folder, uid))));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Item> part = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            String named =
                    part.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Item::folder,
                                            TreeMap::new,
                                            Collectors.mapping(
                                                    item -> Long.toString(item.uid().value()),
                                                    Collectors.joining(", "))))
                            .entrySet()
                            .stream()
                            .map(
                                    of ->
                                            "folder_id = "
                                                    + of.getKey()
                                                    + " AND uid IN ("
                                                    + of.getValue()
                                                    + ")")
                            .collect(Collectors.joining(" OR "));
            for (Item known :
                    sql.unprepared(
                            "SELECT folder_id, uid FROM item WHERE " + named,
                            row -> new Item(row.getLong(1), new Uid(row.getLong(2))))) {
                items.get(known.folder()).remove(known.uid());
            }
        }
    }

    private record Item(long folder, Uid uid) {}

    /** Drops batches that tell nothing any more: all of their items are copied. */
    static void dropCopied(Sql sql, long folderId) throws SQLException {
        for (Row batch : batches(sql, folderId)) {
            String copied = " AND state = " + ItemState.COPIED.code();
            if (having(sql, folderId, batch.items(), copied).containsAll(batch.items())) {
                batch.drop(sql, folderId);
            }
        }
    }

    /** No batch tells of this item any more. */
    static void drop(Sql sql, long folderId, Uid uid) throws SQLException {
        for (Row batch : batches(sql, folderId)) {
            if (batch.items().equals(Set.of(uid))) {
                batch.drop(sql, folderId);
            } else if (batch.items().contains(uid)) {
                batch.rewrite(sql, folderId, BatchText.without(batch.text(), uid));
            }
        }
    }

    /** Drops batches that name nothing from this UID on. */
    static void dropBelow(Sql sql, long folderId, Uid next) throws SQLException {
        for (Row batch : batches(sql, folderId)) {
            if (batch.items().stream().allMatch(uid -> uid.compareTo(next) < 0)) {
                batch.drop(sql, folderId);
            }
        }
    }

    private record Row(long id, String text, Set<Uid> items) {
        void drop(Sql sql, long folderId) throws SQLException {
            sql.update("DELETE FROM batch WHERE id = ? AND folder_id = ?", id, folderId);
        }

        void rewrite(Sql sql, long folderId, String items) throws SQLException {
            sql.update(
                    "UPDATE batch SET items = ? WHERE id = ? AND folder_id = ?",
                    items,
                    id,
                    folderId);
        }
    }

    private static List<Row> batches(Sql sql, long folderId) throws SQLException {
        return sql.list(
                "SELECT id, items FROM batch WHERE folder_id = ?",
                row ->
                        new Row(
                                row.getLong(1),
                                row.getString(2),
                                BatchText.read(row.getString(2)).stream()
                                        .map(ItemHead::uid)
                                        .collect(Collectors.toSet())),
                folderId);
    }

    private static Set<Uid> having(Sql sql, long folderId, Collection<Uid> uids, String state)
            throws SQLException {
        Set<Uid> found = new HashSet<>();
        List<Uid> all = new ArrayList<>(uids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            UidSet part = UidSet.of(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
            found.addAll(
                    sql.unprepared(
                            "SELECT uid FROM item WHERE folder_id = "
                                    + folderId
                                    + state
                                    + " AND uid IN ("
                                    + part.stream()
                                            .mapToObj(Long::toString)
                                            .collect(Collectors.joining(", "))
                                    + ")",
                            row -> new Uid(row.getLong(1))));
        }
        return found;
    }
}
