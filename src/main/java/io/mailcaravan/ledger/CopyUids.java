package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The highest UID that the copies of a source folder have in a destination folder, and how far that
 * was looked through for copies that the ledger does not know of. Gathered in memory, written when
 * a pass ends, or has gone through the source folder. When the process dies before, less is known
 * and nothing wrong.
 */
final class CopyUids {

    private final Map<Feed, Long> unsaved = new ConcurrentHashMap<>();
    private final Map<Feed, Long> looked = new ConcurrentHashMap<>();
    private final Set<Feed> begun = ConcurrentHashMap.newKeySet();

    /** A source folder, and the destination folder that it was copied into. */
    record Feed(long destinationId, long folderId) {}

    void reached(Feed feed, long uid) {
        unsaved.merge(feed, uid, Math::max);
    }

    /** Whatever lies below that UID was looked at, or appended by this process. */
    void lookedBelow(Feed feed, long uidNext) {
        looked.merge(feed, uidNext, Math::max);
    }

    /** What {@link #saveLooked} is to write of a source folder that a pass has gone through. */
    Map<Feed, Long> looked(long folderId) {
        Map<Feed, Long> of = new HashMap<>(looked);
        of.keySet().removeIf(feed -> feed.folderId() != folderId);
        of.replaceAll((feed, next) -> Math.max(next, unsaved.getOrDefault(feed, 0L) + 1));
        return of;
    }

    static void saveLooked(Sql sql, Map<Feed, Long> below) throws SQLException {
        for (Map.Entry<Feed, Long> one : below.entrySet()) {
            sql.update(
                    "UPDATE feed SET look_to = NULL, looked_next = CASE WHEN looked_next = 0 OR"
                            + " looked_next > ? THEN looked_next ELSE ? END WHERE destination_id = ?"
                            + " AND folder_id = ?",
                    one.getValue(),
                    one.getValue(),
                    one.getKey().destinationId(),
                    one.getKey().folderId());
        }
    }

    /** To be called when that is durable. */
    void savedLooked(Map<Feed, Long> below) {
        below.forEach(
                (feed, next) -> {
                    looked.remove(feed);
                    begun.remove(feed);
                });
    }

    /**
     * In the transaction of a batch: the first one notes where the destination folder stood.
     *
     * @param unknownThere whether something below that is still to be looked at, also where an
     *     earlier pass had noted less
     */
    void begin(Sql sql, Feed feed, long uidNext, boolean unknownThere) throws SQLException {
        if (!begun.contains(feed)) {
            sql.update(
                    "UPDATE feed SET look_to = ? WHERE destination_id = ? AND folder_id = ? AND"
                            + " (look_to IS NULL OR look_to < ?)",
                    uidNext,
                    feed.destinationId(),
                    feed.folderId(),
                    unknownThere ? uidNext : 0);
        }
    }

    /** To be called when that is durable. */
    void begun(Feed feed) {
        begun.add(feed);
    }

    /** Copies of this source folder are no item's any more, and stay where they are. */
    static void released(Sql sql, long folderId) throws SQLException {
        sql.update("UPDATE feed SET looked_next = 0, look_to = NULL WHERE folder_id = ?", folderId);
    }

    /** What {@link #save} is to write of these source folders. */
    Map<Feed, Long> unsaved(Set<Long> folderIds) {
        Map<Feed, Long> of = new HashMap<>(unsaved);
        of.keySet().removeIf(feed -> !folderIds.contains(feed.folderId()));
        return of;
    }

    /** Somebody else may have gone on with these source folders: what he knows is newer. */
    void drop(Set<Long> folderIds) {
        unsaved.keySet().removeIf(feed -> folderIds.contains(feed.folderId()));
        looked.keySet().removeIf(feed -> folderIds.contains(feed.folderId()));
        begun.removeIf(feed -> folderIds.contains(feed.folderId()));
    }

    static void save(Sql sql, Map<Feed, Long> highest) throws SQLException {
        for (Map.Entry<Feed, Long> one : highest.entrySet()) {
            sql.update(
                    "UPDATE feed SET uid_next = ? WHERE destination_id = ? AND folder_id = ?"
                            + " AND (uid_next IS NULL OR uid_next < ?)",
                    one.getValue() + 1,
                    one.getKey().destinationId(),
                    one.getKey().folderId(),
                    one.getValue() + 1);
        }
    }

    /** To be called when that is durable. */
    void saved(Map<Feed, Long> highest) {
        highest.forEach(unsaved::remove);
    }

    /** Those copies are no copies any more. */
    void forget(Sql sql, Feed feed) throws SQLException {
        unsaved.remove(feed);
        looked.remove(feed);
        begun.remove(feed);
        sql.update(
                "UPDATE feed SET uid_next = NULL, looked_next = NULL, look_to = NULL WHERE destination_id = ? AND folder_id = ?",
                feed.destinationId(),
                feed.folderId());
    }
}
