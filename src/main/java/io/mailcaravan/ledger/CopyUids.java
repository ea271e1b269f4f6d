package io.mailcaravan.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The highest UID that the copies of a source folder have in a destination folder: gathered in
 * memory, written when a pass ends. When the process dies before, less is known and nothing wrong.
 */
final class CopyUids {

    private final Map<Feed, Long> unsaved = new ConcurrentHashMap<>();

    /** A source folder, and the destination folder that it was copied into. */
    record Feed(long destinationId, long folderId) {}

    void reached(Feed feed, long uid) {
        unsaved.merge(feed, uid, Math::max);
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
        sql.update(
                "UPDATE feed SET uid_next = NULL WHERE destination_id = ? AND folder_id = ?",
                feed.destinationId(),
                feed.folderId());
    }
}
