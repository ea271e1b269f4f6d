package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Copies that stand for several items: a destination may keep equal messages as one. */
final class SharedCopies {

    private static final int ASKED_AT_ONCE = 500;

    private SharedCopies() {}

    /** An item that a copy stands for. */
    private record Recorded(long folder, long uid, long copy, Places places) {
        static Recorded of(ResultSet row) throws SQLException {
            return new Recorded(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    Optional.ofNullable(row.getString(4)).map(Places::parse).orElse(Places.NONE));
        }
    }

    /** All of them, with the further folders that were given for their items. */
    static Map<Uid, Places> all(Sql sql, long destinationId) throws SQLException {
        return places(
                recorded(
                        sql,
                        destinationId,
                        "SELECT i.destination_uid"
                                + copies(destinationId)
                                + " GROUP BY i.destination_uid HAVING COUNT(*) > 1"));
    }

    /**
     * Those that stand for other items than these of a folder, with what those others were given.
     */
    static Map<Uid, Places> withOthers(
            Sql sql, long destinationId, long folderId, Collection<LedgerEntry> entries)
            throws SQLException {
        Set<Long> these =
                entries.stream().map(entry -> entry.uid().value()).collect(Collectors.toSet());
        List<Long> copies =
                entries.stream().map(entry -> entry.copyUid().value()).distinct().toList();
        Map<Uid, Places> shared = new HashMap<>();
        for (int i = 0; i < copies.size(); i += ASKED_AT_ONCE) {
            List<Long> some = copies.subList(i, Math.min(copies.size(), i + ASKED_AT_ONCE));
            List<Recorded> recorded =
                    recorded(
                            sql,
                            destinationId,
                            some.stream().map(Object::toString).collect(Collectors.joining(",")));
            shared.putAll(
                    places(
                            recorded.stream()
                                    .filter(
                                            one ->
                                                    one.folder() != folderId
                                                            || !these.contains(one.uid()))
                                    .toList()));
        }
        return shared;
    }

    /**
     * @param copies their UIDs, as SQL has a list of them
     */
    private static List<Recorded> recorded(Sql sql, long destinationId, String copies)
            throws SQLException {
        return sql.unprepared(
                "SELECT i.folder_id, i.uid, i.destination_uid, i.places"
                        + copies(destinationId)
                        + " AND i.destination_uid IN ("
                        + copies
                        + ")",
                Recorded::of);
    }

    private static String copies(long destinationId) {
        return " FROM feed JOIN item i ON i.folder_id = feed.folder_id AND i.destination_id ="
                + " feed.destination_id WHERE feed.destination_id = "
                + destinationId
                + " AND i.state = "
                + ItemState.COPIED.code();
    }

    private static Map<Uid, Places> places(List<Recorded> all) {
        Map<Uid, Places> places = new HashMap<>();
        all.forEach(one -> places.merge(new Uid(one.copy()), one.places(), Places::with));
        return places;
    }
}
