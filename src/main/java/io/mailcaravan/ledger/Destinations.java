package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers the destination folders, and knows which source folders were copied into which. */
final class Destinations {

    private static final String FIND =
            "SELECT id FROM destination WHERE store = ? AND mailbox = ? AND path = ? AND"
                    + " uid_validity = ?";

    private final Storage storage;
    private final Map<Numbered, Long> ids = new ConcurrentHashMap<>();
    private final Set<CopyUids.Feed> feeds = ConcurrentHashMap.newKeySet();

    /** Of a mailbox of a store. */
    private record Numbered(String store, String mailbox, FolderReference folder) {
        Numbered(DestinationFolder folder, UidValidity validity) {
            this(folder.store(), folder.mailbox(), new FolderReference(folder.folder(), validity));
        }

        Object[] columns() {
            return new Object[] {
                store, mailbox, folder.path().toString(), folder.uidValidity().value()
            };
        }
    }

    Destinations(Storage storage) {
        this.storage = storage;
    }

    /** The folder's number, once it is noted that these source folders feed it. */
    long fedBy(DestinationFolder folder, UidValidity validity, Collection<LedgerFolder> sources)
            throws LedgerException {
        Feeding feeding = feeding(folder, validity, sources);
        return feeding.known().isPresent()
                ? feeding.known().get()
                : feeding.committed(storage.writes().run(Change.of(feeding::id)));
    }

    /** For whoever writes something else in the same transaction. */
    Feeding feeding(
            DestinationFolder folder, UidValidity validity, Collection<LedgerFolder> sources) {
        Numbered numbered = new Numbered(folder, validity);
        Long id = ids.get(numbered);
        boolean known =
                id != null
                        && sources.stream()
                                .allMatch(
                                        source ->
                                                feeds.contains(new CopyUids.Feed(id, source.id())));
        return new Feeding(numbered, sources, known ? Optional.of(id) : Optional.empty());
    }

    /** That these source folders feed that destination folder. */
    final class Feeding {

        private final Numbered numbered;
        private final Collection<LedgerFolder> sources;
        private final Optional<Long> known;

        private Feeding(Numbered numbered, Collection<LedgerFolder> sources, Optional<Long> known) {
            this.numbered = numbered;
            this.sources = sources;
            this.known = known;
        }

        Optional<Long> known() {
            return known;
        }

        /** The destination folder's number; noted in this transaction where it is not known. */
        long id(Sql sql) throws SQLException {
            return known.isPresent() ? known.get() : note(sql, numbered, sources);
        }

        /** To be called when the transaction is durable. */
        long committed(long id) {
            ids.put(numbered, id);
            sources.forEach(source -> feeds.add(new CopyUids.Feed(id, source.id())));
            return id;
        }
    }

    private static long note(Sql sql, Numbered numbered, Collection<LedgerFolder> sources)
            throws SQLException {
        sql.update(
                "INSERT INTO destination (store, mailbox, path, uid_validity) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (store, mailbox, path, uid_validity) DO NOTHING",
                numbered.columns());
        long id = sql.number(FIND, numbered.columns());
        for (LedgerFolder source : sources) {
            sql.update(
                    "INSERT INTO feed (destination_id, folder_id) VALUES (?, ?)"
                            + " ON CONFLICT (destination_id, folder_id) DO NOTHING",
                    id,
                    source.id());
        }
        return id;
    }

    /** {@link Ledger#firstUnrecorded}. */
    Optional<Uid> firstUnrecorded(
            DestinationFolder folder, UidValidity validity, LedgerFolder source)
            throws LedgerException {
        Numbered numbered = new Numbered(folder, validity);
        long highest =
                storage.reads()
                        .read(
                                sql ->
                                        sql.number(
                                                "SELECT CASE WHEN COUNT(*) > COUNT(destination_uid)"
                                                        + " THEN -1 ELSE"
                                                        + " COALESCE(MAX(destination_uid), 0) END FROM"
                                                        + " item WHERE folder_id = ? AND"
                                                        + " destination_id = ?",
                                                source.id(),
                                                sql.number(FIND, numbered.columns())));
        return highest < 0 ? Optional.empty() : Optional.of(new Uid(highest + 1));
    }

    /** {@link Ledger#notLookedAt}. */
    List<UidRange> notLookedAt(
            DestinationFolder folder,
            UidValidity validity,
            LedgerFolder source,
            Uid began,
            Optional<Uid> unrecorded)
            throws LedgerException {
        Numbered numbered = new Numbered(folder, validity);
        record Look(long next, long to, long copies) {}
        List<UidRange> ranges = new ArrayList<>();
        storage.reads()
                .read(
                        sql -> {
                            long id = sql.number(FIND, numbered.columns());
                            Look look =
                                    sql.first(
                                                    "SELECT COALESCE(looked_next, 1),"
                                                            + " COALESCE(look_to, 0),"
                                                            + " COALESCE(uid_next, 1) FROM feed WHERE"
                                                            + " destination_id = ? AND folder_id = ?",
                                                    row ->
                                                            new Look(
                                                                    row.getLong(1),
                                                                    row.getLong(2),
                                                                    row.getLong(3)),
                                                    id,
                                                    source.id())
                                            .orElse(new Look(1, 0, 1));
                            if (look.next() == 0 || look.to() == 0) {
                                add(ranges, Math.max(1, look.next()), began.value());
                            } else {
                                long copies = unrecorded.map(Uid::value).orElse(look.copies());
                                add(ranges, look.next(), Math.min(look.to(), began.value()));
                                add(ranges, Math.max(look.to(), copies), began.value());
                            }
                            return null;
                        });
        return ranges;
    }

    private static void add(List<UidRange> ranges, long from, long next) {
        if (from < next) {
            ranges.add(new UidRange(new Uid(from), new Uid(next - 1)));
        }
    }

    /** UIDs of the range that are recorded for a copied item, in whichever life of its folder. */
    UidSet known(DestinationFolder folder, UidValidity validity, UidRange range)
            throws LedgerException {
        Numbered numbered = new Numbered(folder, validity);
        return storage.reads()
                .read(
                        sql ->
                                sql.uids(
                                        "SELECT i.destination_uid FROM feed JOIN item i ON"
                                                + " i.folder_id = feed.folder_id AND"
                                                + " i.destination_id = feed.destination_id WHERE"
                                                + " feed.destination_id = ? AND i.destination_uid"
                                                + " BETWEEN ? AND ?",
                                        sql.number(FIND, numbered.columns()),
                                        range.first().value(),
                                        range.last().value()));
    }

    /** {@link Ledger#shared}. */
    Map<Uid, Places> shared(DestinationFolder folder, UidValidity validity) throws LedgerException {
        Numbered numbered = new Numbered(folder, validity);
        return storage.reads()
                .read(sql -> SharedCopies.all(sql, sql.number(FIND, numbered.columns())));
    }

    /** {@link LedgerFolder#shared}. */
    static Map<Uid, Places> shared(
            Sql sql,
            DestinationFolder folder,
            UidValidity validity,
            LedgerFolder of,
            Collection<LedgerEntry> entries)
            throws SQLException {
        Numbered numbered = new Numbered(folder, validity);
        return SharedCopies.withOthers(sql, sql.number(FIND, numbered.columns()), of.id(), entries);
    }

    /** Copies that are recorded for others and may become that mailbox's. */
    Released released(
            DestinationFolder folder, UidValidity validity, LedgerMailbox mailbox, Sources sources)
            throws LedgerException {
        Numbered numbered = new Numbered(folder, validity);
        LedgerLeg leg = mailbox.leg(Leg.to(folder));
        return storage.reads()
                .read(
                        sql -> {
                            long id = sql.number(FIND, numbered.columns());
                            List<Feeder> feeders =
                                    Feeder.all(sql, id).stream()
                                            .filter(
                                                    feeder ->
                                                            feeder.isReleasedFor(
                                                                    mailbox, leg, sources))
                                            .toList();
                            return Released.read(sql, id, feeders);
                        });
    }

    /** {@link Ledger#given}. */
    Map<Uid, Given> given(Released released, Collection<Uid> copies) throws LedgerException {
        return released.range().isEmpty()
                ? Map.of()
                : storage.reads().read(sql -> released.given(sql, copies));
    }

    /**
     * By size, how many items were copied into this folder of which it is not known where they lie
     * now: their UIDs were not told, or told under another UIDVALIDITY.
     */
    Map<Long, Long> unplaced(DestinationFolder folder, UidValidity validity)
            throws LedgerException {
        record Size(long size, long count) {}
        List<Size> sizes =
                storage.reads()
                        .read(
                                sql ->
                                        sql.list(
                                                "SELECT i.size, COUNT(*) FROM destination d JOIN feed ON"
                                                        + " feed.destination_id = d.id JOIN item i ON"
                                                        + " i.folder_id = feed.folder_id AND"
                                                        + " i.destination_id = d.id JOIN folder f ON f.id ="
                                                        + " i.folder_id WHERE d.store = ? AND d.mailbox = ?"
                                                        + " AND d.path = ? AND (d.uid_validity <> ? OR"
                                                        + " i.destination_uid IS NULL) AND f.generation ="
                                                        + " (SELECT MAX(g.generation) FROM folder g WHERE"
                                                        + " g.leg_id = f.leg_id AND g.path ="
                                                        + " f.path) GROUP BY i.size",
                                                row -> new Size(row.getLong(1), row.getLong(2)),
                                                folder.store(),
                                                folder.mailbox(),
                                                folder.folder().toString(),
                                                validity.value()));
        Map<Long, Long> counts = new HashMap<>();
        sizes.forEach(size -> counts.put(size.size(), size.count()));
        return counts;
    }
}
