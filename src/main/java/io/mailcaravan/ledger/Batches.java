package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Pending batches: what may be on its way to a destination. */
final class Batches {

    private static final String PENDING =
            "SELECT b.id, d.uid_validity, b.uid_next, b.items, m.route, m.store, m.name, f.path,"
                    + " f.uid_validity FROM batch b JOIN destination d ON d.id = b.destination_id JOIN"
                    + " folder f ON f.id = b.folder_id JOIN leg l ON l.id = f.leg_id JOIN mailbox m ON"
                    + " m.id = l.mailbox_id WHERE"
                    + " d.store = ? AND d.mailbox = ? AND d.path = ? ORDER BY b.id, b.folder_id";

    private static final String ON_LEG =
            "SELECT b.items, d.path, f.path, f.uid_validity FROM leg l JOIN mailbox m ON m.id ="
                    + " l.mailbox_id JOIN folder f ON f.leg_id = l.id JOIN batch b ON b.folder_id ="
                    + " f.id JOIN destination d ON d.id = b.destination_id WHERE l.store = ? AND"
                    + " l.mailbox = ? AND m.route = ? AND m.store = ? AND m.name = ? ORDER BY b.id";

    private final Storage storage;
    private final Destinations destinations;
    private final Sources sources;

    /** Told apart from what other nodes number in the same millisecond. */
    private static final int NODE_BITS = 20;

    private final long node = new SecureRandom().nextInt(1 << NODE_BITS);

    /** Milliseconds since 1970, so that they rise over restarts too, and the node. */
    private final AtomicLong lastId = new AtomicLong();

    Batches(Storage storage, Destinations destinations, Sources sources) {
        this.storage = storage;
        this.destinations = destinations;
        this.sources = sources;
    }

    PendingBatch begin(
            DestinationFolder destination,
            Fence fence,
            Uid began,
            boolean unknownThere,
            List<BatchItem> items)
            throws LedgerException {
        Map<LedgerFolder, List<BatchItem>> byFolder =
                sources.group(items, BatchItem::key, Leg.to(destination));
        Destinations.Feeding feeding =
                destinations.feeding(destination, fence.uidValidity(), byFolder.keySet());
        long id = nextId();
        long destinationId =
                storage.writes()
                        .run(
                                Change.under(
                                        Sources.tenures(byFolder.keySet()),
                                        sql -> {
                                            for (List<BatchItem> part : byFolder.values()) {
                                                SameItems.refuse(sql, sources, destination, part);
                                            }
                                        },
                                        sql -> {
                                            long to = feeding.id(sql);
                                            for (var part : byFolder.entrySet()) {
                                                part.getKey().noteNothingToFind(sql);
                                                storage.copyUids()
                                                        .begin(
                                                                sql,
                                                                new CopyUids.Feed(
                                                                        to, part.getKey().id()),
                                                                began.value(),
                                                                unknownThere);
                                                sql.update(
                                                        "INSERT INTO batch (id, folder_id, destination_id,"
                                                                + " uid_next, items) VALUES (?, ?, ?, ?,"
                                                                + " ?)",
                                                        id,
                                                        part.getKey().id(),
                                                        to,
                                                        fence.uidNext().value(),
                                                        BatchText.write(part.getValue()));
                                            }
                                            return to;
                                        }));
        feeding.committed(destinationId);
        for (LedgerFolder folder : byFolder.keySet()) {
            folder.notedNothingToFind();
            storage.copyUids().begun(new CopyUids.Feed(destinationId, folder.id()));
        }
        lookedBelow(destinationId, byFolder.keySet(), fence);
        Set<ItemKey> keys = new LinkedHashSet<>();
        items.forEach(item -> keys.add(item.key()));
        return new PendingBatch(id, destination, fence, keys);
    }

    private long nextId() {
        long now = System.currentTimeMillis() << NODE_BITS | node;
        return lastId.updateAndGet(last -> Math.max(last + (1L << NODE_BITS), now));
    }

    void settle(PendingBatch batch, List<Copied> copied) throws LedgerException {
        for (Copied item : copied) {
            if (!batch.items().contains(item.key())) {
                throw new IllegalArgumentException(item.key() + " is not in batch " + batch.id());
            }
        }
        Set<LedgerFolder> folders =
                sources.group(batch.items(), key -> key, Leg.to(batch.destination())).keySet();
        record(
                batch.destination(),
                batch.fence().uidValidity(),
                copied,
                folders,
                Change.of(
                        sql -> {
                            for (LedgerFolder folder : folders) {
                                sql.update(
                                        "DELETE FROM batch WHERE id = ? AND folder_id = ?",
                                        batch.id(),
                                        folder.id());
                            }
                            return null;
                        }));
    }

    void copied(
            DestinationFolder destination,
            UidValidity validity,
            List<Copied> copied,
            Released released)
            throws LedgerException {
        record(
                destination,
                validity,
                copied,
                sources.group(copied, Copied::key, Leg.to(destination)).keySet(),
                new Takeover(released, copied, sources));
    }

    /** {@link Ledger#lookedBelow}. */
    void lookedBelow(DestinationFolder destination, Fence fence, Collection<ItemKey> keys)
            throws LedgerException {
        Set<LedgerFolder> folders = sources.group(keys, key -> key, Leg.to(destination)).keySet();
        lookedBelow(destinations.fedBy(destination, fence.uidValidity(), folders), folders, fence);
    }

    private void lookedBelow(long destinationId, Collection<LedgerFolder> folders, Fence fence) {
        for (LedgerFolder folder : folders) {
            storage.copyUids()
                    .lookedBelow(
                            new CopyUids.Feed(destinationId, folder.id()), fence.uidNext().value());
        }
    }

    private void record(
            DestinationFolder destination,
            UidValidity validity,
            List<Copied> copied,
            Collection<LedgerFolder> folders,
            Change<Void> before)
            throws LedgerException {
        Map<LedgerFolder, List<ItemRow>> rows = new LinkedHashMap<>();
        Map<LedgerFolder, List<Copied>> changing = new LinkedHashMap<>();
        if (!copied.isEmpty()) {
            long destinationId = destinations.fedBy(destination, validity, folders);
            for (var part : sources.group(copied, Copied::key, Leg.to(destination)).entrySet()) {
                List<ItemRow> ofFolder = new ArrayList<>(part.getValue().size());
                for (Copied item : part.getValue()) {
                    ofFolder.add(
                            ItemRow.copied(item, destinationId, storage.reasons().id(item.note())));
                }
                part.getKey().reached(ofFolder);
                noteUids(new CopyUids.Feed(destinationId, part.getKey().id()), part.getValue());
                rows.put(part.getKey(), ofFolder);
                if (part.getKey().path().kind().changes()) {
                    changing.put(part.getKey(), part.getValue());
                }
            }
        }
        storage.writes()
                .run(
                        Change.under(
                                Sources.tenures(folders),
                                before::check,
                                sql -> {
                                    before.write(sql);
                                    for (var part : rows.entrySet()) {
                                        ItemTable.put(sql, part.getKey().id(), part.getValue());
                                    }
                                    for (var part : changing.entrySet()) {
                                        VersionTable.put(sql, part.getKey().id(), part.getValue());
                                    }
                                    return null;
                                }));
    }

    private void noteUids(CopyUids.Feed feed, List<Copied> copied) {
        copied.stream()
                .flatMap(item -> item.destinationUid().stream())
                .mapToLong(Uid::value)
                .max()
                .ifPresent(highest -> storage.copyUids().reached(feed, highest));
    }

    List<PendingBatch> pending(DestinationFolder destination) throws LedgerException {
        record Row(long id, Fence fence, String items, MailboxName mailbox, ItemKey sample) {}
        List<Row> rows =
                storage.reads()
                        .read(
                                sql ->
                                        sql.list(
                                                PENDING,
                                                row -> {
                                                    MailboxName name =
                                                            new MailboxName(
                                                                    row.getString(5),
                                                                    row.getString(6),
                                                                    row.getString(7));
                                                    return new Row(
                                                            row.getLong(1),
                                                            new Fence(
                                                                    new UidValidity(row.getLong(2)),
                                                                    new Uid(row.getLong(3))),
                                                            row.getString(4),
                                                            name,
                                                            new ItemKey(
                                                                    name.route(),
                                                                    name.store(),
                                                                    name.mailbox(),
                                                                    FolderPath.parse(
                                                                            row.getString(8)),
                                                                    new UidValidity(row.getLong(9)),
                                                                    Uid.MIN));
                                                },
                                                destination.store(),
                                                destination.mailbox(),
                                                destination.folder().toString()));
        Map<Long, PendingBatch> batches = new LinkedHashMap<>();
        for (Row row : rows) {
            if (!sources.isOpen(row.mailbox())) {
                continue; // another process's, or of a route that does not run: not ours to settle
            }
            Set<ItemKey> keys = new LinkedHashSet<>();
            Map<ItemKey, ItemHead> heads = new HashMap<>();
            PendingBatch begun = batches.get(row.id());
            if (begun != null) {
                keys.addAll(begun.items());
                heads.putAll(begun.heads());
            }
            for (ItemHead head : BatchText.read(row.items())) {
                ItemKey of = row.sample();
                ItemKey key =
                        new ItemKey(
                                of.route(),
                                of.store(),
                                of.mailbox(),
                                of.folder(),
                                of.uidValidity(),
                                head.uid());
                keys.add(key);
                heads.put(key, head);
            }
            batches.put(
                    row.id(), new PendingBatch(row.id(), destination, row.fence(), keys, heads));
        }
        return List.copyOf(batches.values());
    }

    /** By item of this one's mailbox, the folders that unsettled batches on the leg went to. */
    Map<ItemKey, Set<FolderPath>> pendingOn(Leg leg, ItemKey one) throws LedgerException {
        record Row(String items, FolderPath to, FolderPath from, UidValidity validity) {}
        List<Row> rows =
                storage.reads()
                        .read(
                                sql ->
                                        sql.list(
                                                ON_LEG,
                                                row ->
                                                        new Row(
                                                                row.getString(1),
                                                                FolderPath.parse(row.getString(2)),
                                                                FolderPath.parse(row.getString(3)),
                                                                new UidValidity(row.getLong(4))),
                                                leg.store(),
                                                leg.mailbox(),
                                                one.route(),
                                                one.store(),
                                                one.mailbox()));
        Map<ItemKey, Set<FolderPath>> folders = new HashMap<>();
        for (Row row : rows) {
            for (ItemHead head : BatchText.read(row.items())) {
                ItemKey key =
                        new ItemKey(
                                one.route(),
                                one.store(),
                                one.mailbox(),
                                row.from(),
                                row.validity(),
                                head.uid());
                folders.computeIfAbsent(key, none -> new LinkedHashSet<>()).add(row.to());
            }
        }
        return folders;
    }
}
