package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies in a destination folder that are recorded for items of which there is reason to think that
 * they are known by another name now: their folder was renamed or numbered anew, or their mailbox,
 * store or route is called differently. Whoever looks for his items finds them here by content, and
 * takes them over: a copy is one item's at any time. Holds 32 bytes a copy.
 */
public final class Released {

    public static final Released NONE = new Released(0, List.of(), List.of(), Map.of());

    private static final String GIVEN =
            "SELECT i.flags, i.places, r.text FROM item i LEFT JOIN reason r ON r.id = i.reason_id"
                    + " WHERE i.folder_id = ? AND i.uid = ?";

    private final long destinationId;
    private final List<Feeder> feeders;

    /** In the order of the copies' UIDs. */
    private final long[] copies;

    private final long[] items;
    private final int[] owners;
    private final long[] sizes;

    /** Of copies whose content may change. */
    private final Map<Uid, Version> versions;

    private record Row(int owner, long uid, long copy, long size) {}

    /**
     * A recorded item.
     *
     * @param uid at the source
     */
    record Recorded(Feeder feeder, long uid, Uid copy) {}

    private Released(
            long destinationId, List<Feeder> feeders, List<Row> rows, Map<Uid, Version> versions) {
        this.versions = versions;
        this.destinationId = destinationId;
        this.feeders = feeders;
        List<Row> sorted = rows.stream().sorted(Comparator.comparingLong(Row::copy)).toList();
        copies = sorted.stream().mapToLong(Row::copy).toArray();
        items = sorted.stream().mapToLong(Row::uid).toArray();
        owners = sorted.stream().mapToInt(Row::owner).toArray();
        sizes = sorted.stream().mapToLong(Row::size).sorted().distinct().toArray();
    }

    static Released read(Sql sql, long destinationId, List<Feeder> feeders) throws SQLException {
        List<Row> rows = new ArrayList<>();
        Map<Uid, Version> versions = new HashMap<>();
        for (int i = 0; i < feeders.size(); i++) {
            int owner = i;
            rows.addAll(
                    sql.list(
                            "SELECT uid, destination_uid, size FROM item WHERE folder_id = ? AND"
                                    + " destination_id = ? AND destination_uid IS NOT NULL",
                            row -> new Row(owner, row.getLong(1), row.getLong(2), row.getLong(3)),
                            feeders.get(i).id(),
                            destinationId));
            versions.putAll(VersionTable.copies(sql, feeders.get(i).id(), destinationId));
        }
        return new Released(destinationId, feeders, rows, versions);
    }

    /** Where they lie; empty where there are none. */
    public Optional<UidRange> range() {
        return copies.length == 0
                ? Optional.empty()
                : Optional.of(new UidRange(new Uid(copies[0]), new Uid(copies[copies.length - 1])));
    }

    public boolean contains(Uid copy) {
        return Arrays.binarySearch(copies, copy.value()) >= 0;
    }

    /** Whether one of them was recorded with this size. */
    public boolean hasSize(long size) {
        return Arrays.binarySearch(sizes, size) >= 0;
    }

    /** The one that the copy had when it was recorded; {@link Version#NONE} where nobody knows. */
    public Version version(Uid copy) {
        return versions.getOrDefault(copy, Version.NONE);
    }

    /** What those of them were given that are recorded still. */
    Map<Uid, Given> given(Sql sql, Collection<Uid> some) throws SQLException {
        Map<Uid, Given> given = new HashMap<>();
        for (Uid copy : some) {
            Optional<Recorded> recorded = of(copy);
            if (recorded.isPresent()) {
                sql.first(
                                GIVEN,
                                row ->
                                        new Given(
                                                FlagsText.read(row.getString(1)),
                                                Places.parse(text(row.getString(2))),
                                                text(row.getString(3))),
                                recorded.get().feeder().id(),
                                recorded.get().uid())
                        .ifPresent(one -> given.put(copy, one));
            }
        }
        return given;
    }

    private static String text(String orNull) {
        return orNull == null ? "" : orNull;
    }

    long destinationId() {
        return destinationId;
    }

    /** For whom that copy is recorded. */
    Optional<Recorded> of(Uid copy) {
        int at = Arrays.binarySearch(copies, copy.value());
        return at < 0
                ? Optional.empty()
                : Optional.of(new Recorded(feeders.get(owners[at]), items[at], copy));
    }

    /** For whom these copies are recorded. */
    List<Recorded> of(List<Copied> found) {
        List<Recorded> recorded = new ArrayList<>();
        for (Copied item : found) {
            item.destinationUid().flatMap(this::of).ifPresent(recorded::add);
        }
        return recorded;
    }
}
