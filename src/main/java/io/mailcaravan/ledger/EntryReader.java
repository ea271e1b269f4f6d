package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads items with their reasons, the pending ones laid over. */
public final class EntryReader {

    /** Columns that {@link #entry} reads; {@code i}, {@code r}, {@code x} are the tables. */
    public static final String COLUMNS =
            "i.uid, i.state, i.size, i.flags, i.destination_uid, r.text, x.reason,"
                    + " d.uid_validity, d.path, i.internal_date, i.places";

    /** The number of the first column behind them. */
    public static final int NEXT = 12;

    public static final String JOINS =
            " LEFT JOIN reason r ON r.id = i.reason_id"
                    + " LEFT JOIN destination d ON d.id = i.destination_id"
                    + " LEFT JOIN failure x ON x.folder_id = i.folder_id AND x.uid = i.uid";

    private static final String IN_RANGE =
            "SELECT "
                    + COLUMNS
                    + " FROM item i"
                    + JOINS
                    + " WHERE i.folder_id = ? AND i.uid BETWEEN ? AND ?";

    private EntryReader() {}

    /**
     * @param changing whether the items' content may change
     */
    static Map<Uid, LedgerEntry> read(Sql sql, long folderId, UidRange range, boolean changing)
            throws SQLException {
        Map<Uid, LedgerEntry> entries = new TreeMap<>();
        for (LedgerEntry entry :
                sql.list(
                        IN_RANGE,
                        EntryReader::entry,
                        folderId,
                        range.first().value(),
                        range.last().value())) {
            entries.put(entry.uid(), entry);
        }
        for (ItemHead head : PendingItems.all(sql, folderId)) {
            LedgerEntry known = entries.get(head.uid());
            // an old batch may still name what a later one has brought; and what has failed is sent
            // again as such, with its dead letter, whatever became of the append
            boolean settled =
                    known != null
                            && (known.state() == ItemState.COPIED
                                    || known.state() == ItemState.FAILED
                                    || known.isLocated());
            if (range.contains(head.uid()) && !settled) {
                entries.put(head.uid(), LedgerEntry.pending(head));
            }
        }
        if (changing) {
            Map<Uid, Versions> versions = VersionTable.read(sql, folderId, range);
            entries.replaceAll(
                    (uid, entry) -> entry.with(versions.getOrDefault(uid, Versions.NONE)));
        }
        return entries;
    }

    public static LedgerEntry entry(ResultSet row) throws SQLException {
        ItemState state = ItemState.of(row.getInt(2));
        String text = Optional.ofNullable(row.getString(6)).orElse("");
        String failure = row.getString(7);
        long destinationUid = row.getLong(5);
        long uidValidity = row.getLong(8);
        String path = row.getString(9);
        String places = row.getString(11);
        return new LedgerEntry(
                new Uid(row.getLong(1)),
                state,
                failure != null ? failure : text,
                state == ItemState.SKIPPED ? "" : text,
                Optional.ofNullable(path).map(FolderPath::parse),
                destinationUid == 0 ? Optional.empty() : Optional.of(new Uid(destinationUid)),
                uidValidity == 0 ? Optional.empty() : Optional.of(new UidValidity(uidValidity)),
                FlagsText.read(row.getString(4)),
                places == null ? Places.NONE : Places.parse(places),
                row.getLong(3),
                date(row),
                Versions.NONE);
    }

    private static Optional<Instant> date(ResultSet row) throws SQLException {
        long seconds = row.getLong(10);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }
}
