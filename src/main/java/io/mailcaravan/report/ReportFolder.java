package io.mailcaravan.report;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.EntryReader;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.PendingItems;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads the items of one folder for a report, page by page. */
record ReportFolder(
        long id,
        MailboxName mailbox,
        Leg leg,
        FolderPath path,
        UidValidity uidValidity,
        Totals totals) {

    private static final int PAGE = 2000;

    private static final String COLUMNS =
            "SELECT " + EntryReader.COLUMNS + ", d.store, d.mailbox, x.dead_letter FROM ";

    private static final String PAGE_OF_FOLDER =
            " WHERE i.folder_id = ? AND i.uid > ? AND i.state IN (%s) ORDER BY i.uid LIMIT ?";

    private static final String IN_RANGE =
            COLUMNS
                    + "item i"
                    + EntryReader.JOINS
                    + " WHERE i.folder_id = ? AND i.uid BETWEEN ? AND ?";

    /** From the few failures to their items, not the other way round. */
    private static final String FAILED =
            COLUMNS
                    + "failure x JOIN item i ON i.folder_id = x.folder_id AND i.uid = x.uid LEFT"
                    + " JOIN reason r ON r.id = i.reason_id LEFT JOIN destination d ON d.id ="
                    + " i.destination_id WHERE x.folder_id = ? AND x.uid > ? ORDER BY x.uid LIMIT ?";

    private static final String FOLDERS =
            "SELECT f.id, m.route, m.store, m.name, f.path, f.uid_validity, l.store, l.mailbox,"
                    + " f.copied, f.skipped, f.failed, f.copied_bytes FROM folder f JOIN leg l ON"
                    + " l.id = f.leg_id JOIN mailbox m ON m.id = l.mailbox_id WHERE l.in_use = 1"
                    + " AND l.mailbox_id %s AND "
                    + TotalsReader.PRESENT_OF_MANY
                    + " ORDER BY m.store, m.name, f.path, l.id";

    /** By mailbox, path and leg. */
    static List<ReportFolder> all(Sql sql, Mailboxes mailboxes) throws SQLException {
        Map<Long, Long> pending = new HashMap<>();
        LegTotals.pending(sql, mailboxes)
                .forEach((of, items) -> pending.put(of.folder(), (long) items.size()));
        return sql.list(
                FOLDERS.formatted(mailboxes.which()),
                row -> folder(row, pending),
                mailboxes.values());
    }

    private static ReportFolder folder(ResultSet row, Map<Long, Long> pending) throws SQLException {
        return new ReportFolder(
                row.getLong(1),
                new MailboxName(row.getString(2), row.getString(3), row.getString(4)),
                new Leg(row.getString(7), row.getString(8)),
                FolderPath.parse(row.getString(5)),
                new UidValidity(row.getLong(6)),
                new Totals(
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        pending.getOrDefault(row.getLong(1), 0L),
                        row.getLong(12)));
    }

    /** By its counts, so that it need not be read. */
    boolean mayHave(Set<ItemState> states) {
        return states.stream().anyMatch(state -> count(state) > 0);
    }

    private long count(ItemState state) {
        return switch (state) {
            case PENDING -> totals.pending();
            case COPIED -> totals.copied();
            case SKIPPED -> totals.skipped();
            case FAILED -> totals.failed();
        };
    }

    /** What is known of the items in a range, those that are only pending among them. */
    Map<Uid, ReportItem> items(Readers readers, UidRange range) throws LedgerException {
        return readers.read(
                sql -> {
                    Map<Uid, ReportItem> items = new TreeMap<>();
                    for (ReportItem item :
                            sql.list(
                                    IN_RANGE,
                                    this::item,
                                    id,
                                    range.first().value(),
                                    range.last().value())) {
                        items.put(item.entry().uid(), item);
                    }
                    for (ItemHead head : PendingItems.stateless(sql, id).values()) {
                        if (range.contains(head.uid())) {
                            items.put(head.uid(), pending(head));
                        }
                    }
                    return items;
                });
    }

    /** Failed items with higher UIDs, a page of them; empty when there are no more. */
    List<ReportItem> failed(Readers readers, long after) throws LedgerException {
        return readers.read(sql -> sql.list(FAILED, this::item, id, after, PAGE));
    }

    private ReportItem pending(ItemHead head) {
        return item(LedgerEntry.pending(head), Optional.empty(), "");
    }

    void items(Readers readers, Set<ItemState> states, Consumer<ReportItem> to)
            throws LedgerException {
        TreeMap<Uid, ReportItem> pending = new TreeMap<>();
        if (states.contains(ItemState.PENDING)) {
            readers.read(sql -> PendingItems.stateless(sql, id))
                    .forEach((uid, head) -> pending.put(uid, pending(head)));
        }
        String query = query(states);
        long last = 0;
        boolean more = !query.isEmpty();
        while (more) {
            long after = last;
            List<ReportItem> page =
                    readers.read(sql -> sql.list(query, this::item, id, after, PAGE));
            for (ReportItem item : page) {
                Uid uid = item.entry().uid();
                last = uid.value();
                while (!pending.isEmpty() && pending.firstKey().compareTo(uid) < 0) {
                    to.accept(pending.pollFirstEntry().getValue());
                }
                pending.remove(uid); // it has got its state meanwhile
                to.accept(item);
            }
            more = page.size() == PAGE;
        }
        pending.values().forEach(to);
    }

    /** Items with higher UIDs in these states, in UID order. */
    List<ReportItem> page(Sql sql, Set<ItemState> states, long after, int limit)
            throws SQLException {
        TreeMap<Uid, ReportItem> items = new TreeMap<>();
        if (states.contains(ItemState.PENDING) && totals.pending() > 0) {
            PendingItems.stateless(sql, id).values().stream()
                    .filter(head -> head.uid().value() > after)
                    .forEach(head -> items.put(head.uid(), pending(head)));
        }
        String query = query(states);
        if (!query.isEmpty()) {
            sql.list(query, this::item, id, after, limit)
                    .forEach(item -> items.put(item.entry().uid(), item));
        }
        return items.values().stream().limit(limit).toList();
    }

    private static String query(Set<ItemState> states) {
        Set<ItemState> stored = EnumSet.noneOf(ItemState.class);
        stored.addAll(states);
        stored.remove(ItemState.PENDING);
        if (stored.isEmpty()) {
            return "";
        }
        if (stored.equals(Set.of(ItemState.FAILED))) {
            return FAILED;
        }
        String codes =
                stored.stream()
                        .map(state -> Integer.toString(state.code()))
                        .collect(Collectors.joining(", "));
        return COLUMNS + "item i" + EntryReader.JOINS + PAGE_OF_FOLDER.formatted(codes);
    }

    private ReportItem item(ResultSet row) throws SQLException {
        String store = row.getString(EntryReader.NEXT);
        String deadLetter = row.getString(EntryReader.NEXT + 2);
        return item(
                EntryReader.entry(row),
                store == null
                        ? Optional.empty()
                        : Optional.of(
                                new DestinationFolder(
                                        store,
                                        row.getString(EntryReader.NEXT + 1),
                                        FolderPath.parse(row.getString(9)))),
                deadLetter == null ? "" : deadLetter);
    }

    private ReportItem item(
            LedgerEntry entry, Optional<DestinationFolder> destination, String deadLetter) {
        return new ReportItem(
                new ItemKey(
                        mailbox.route(),
                        mailbox.store(),
                        mailbox.mailbox(),
                        path,
                        uidValidity,
                        entry.uid()),
                leg,
                entry,
                destination,
                deadLetter);
    }
}
