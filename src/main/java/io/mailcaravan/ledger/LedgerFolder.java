package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Reasons;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mailbox.Version;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One life of a source folder on one leg. Writes return when they are durable, and throw {@link
 * LedgerException} when the mailbox was taken over. Safe for many threads.
 */
public final class LedgerFolder {

    /** Items a transaction, so that nobody else's commit waits long. */
    private static final int AT_ONCE = 2000;

    /** In the column {@code look_first}: 1, and whatever {@code adopt} says. */
    static final int WENT_BACK = 2;

    /** Its items are looked for before they are appended; what went back stays so. */
    static final String LOOK_FIRST =
            "UPDATE folder SET uid_next = NULL, look_first = CASE WHEN look_first = 0 THEN 1 ELSE"
                    + " look_first END WHERE id = ?";

    private static final String RECOUNT =
            "UPDATE folder SET copied = (SELECT COUNT(*) FROM item WHERE folder_id = folder.id AND"
                    + " state = ?), skipped = (SELECT COUNT(*) FROM item WHERE folder_id ="
                    + " folder.id AND state = ?), failed = (SELECT COUNT(*) FROM item WHERE"
                    + " folder_id = folder.id AND state = ?), copied_bytes = (SELECT"
                    + " COALESCE(SUM(size), 0) FROM item WHERE folder_id = folder.id AND state ="
                    + " ?), uid_next = NULL, look_first = ? WHERE id = ?";

    private static final String GIVEN_AGAIN =
            "not sent yet: the source has given its UID to it after another message had failed";

    private static final String COPY_IS_GONE =
            "its copy was deleted at the destination, and another one has not arrived yet";

    private final LedgerLeg leg;
    private final Storage storage;
    private final long id;
    private final FolderPath path;
    private final UidValidity uidValidity;

    /** From which those of all items are made. */
    private final ItemKey first;

    /** No item with a higher UID has a final state, so that new ones need no look. */
    private final AtomicLong highest;

    /** Failed and skipped items that are being sent again. */
    private final Set<Uid> again = ConcurrentHashMap.newKeySet();

    /** Copied items whose copies are to be replaced. */
    private final Set<Uid> replacing = ConcurrentHashMap.newKeySet();

    private final Set<Uid> through = ConcurrentHashMap.newKeySet();

    private volatile Optional<Checkpoint> checkpoint;
    private volatile boolean lookFirst;
    private volatile boolean wentBack;
    private volatile boolean nothingToFind;
    private volatile long highestBefore;
    private final long failedBefore;
    private final long skippedBefore;
    private volatile boolean hasProblem;
    private volatile Boolean earlierGeneration;

    LedgerFolder(LedgerLeg leg, Storage storage, FolderRow row) {
        this.leg = leg;
        this.storage = storage;
        this.id = row.id();
        this.path = row.path();
        this.uidValidity = row.uidValidity();
        this.first = new ItemKey(leg.mailbox().name(), path, uidValidity, Uid.MIN);
        this.highest = new AtomicLong(row.highestUid());
        this.highestBefore = row.highestUid();
        this.checkpoint = row.checkpoint();
        this.lookFirst = row.lookFirst();
        this.wentBack = row.wentBack();
        this.failedBefore = row.failed();
        this.skippedBefore = row.skipped();
        this.hasProblem = row.problem() != null;
    }

    public Leg leg() {
        return leg.leg();
    }

    public FolderPath path() {
        return path;
    }

    public UidValidity uidValidity() {
        return uidValidity;
    }

    public ItemKey key(Uid uid) {
        return first.with(uid);
    }

    /** How far the last whole pass read; empty before the first. */
    public Optional<Checkpoint> checkpoint() {
        return checkpoint;
    }

    public void saveCheckpoint(Checkpoint saved) throws LedgerException {
        Map<CopyUids.Feed, Long> looked = storage.copyUids().looked(id);
        write(
                sql -> {
                    CopyUids.saveLooked(sql, looked);
                    return sql.update(
                            "UPDATE folder SET uid_next = ?, messages = ?, cursor = ?,"
                                    + " rules = ?, look_first = 0, problem = NULL, missing = 0"
                                    + " WHERE id = ?",
                            saved.uidNext().value(),
                            saved.messages(),
                            saved.cursor().map(ChangeCursor::text).orElse(null),
                            saved.rules(),
                            id);
                });
        storage.copyUids().savedLooked(looked);
        checkpoint = Optional.of(saved);
        lookFirst = false;
        wentBack = false;
        hasProblem = false;
    }

    /**
     * Notes why a pass has not gone through the folder, until one has.
     *
     * @param missing messages that the source announces and does not list
     */
    public void saveProblem(String problem, long missing) throws LedgerException {
        write(
                sql ->
                        sql.update(
                                "UPDATE folder SET problem = ?, missing = ? WHERE id = ?",
                                Reasons.tidy(problem),
                                missing,
                                id));
        hasProblem = true;
    }

    /**
     * Nothing of it is missing: the source has no such folder any more, or a pass has gone through
     * it that notes on other legs how far it came.
     */
    public void endProblem() throws LedgerException {
        write(sql -> sql.update("UPDATE folder SET problem = NULL, missing = 0 WHERE id = ?", id));
        hasProblem = false;
    }

    /** Whether the last pass has not gone through it. */
    public boolean hasProblem() {
        return hasProblem;
    }

    /** How many of its items were skipped when the mailbox was opened. */
    public long skippedBefore() {
        return skippedBefore;
    }

    /** How many of its items had failed when the mailbox was opened. */
    public long failedBefore() {
        return failedBefore;
    }

    /**
     * Whether the destination may hold copies of this folder's items that the ledger does not know
     * of: until the first pass has gone through it, and after the destination was made anew.
     */
    public boolean looksFirst() {
        return lookFirst;
    }

    /**
     * Whether the source has given its UIDs to other messages, and no pass has gone through it
     * since: what was copied before is at the destination, but nobody knows for which item.
     */
    public boolean wentBack() {
        return wentBack;
    }

    /** The highest UID that had a state when the mailbox was opened, if that still holds. */
    public Optional<Uid> highestBefore() {
        return Optional.of(highestBefore).filter(uid -> uid > 0).map(Uid::new);
    }

    /** Whether an item with this UID or a higher one has a state. */
    public boolean reaches(Uid uid) {
        return highest.get() >= uid.value();
    }

    /**
     * Forgets all items below a UID, in one transaction: half of them would look like a folder that
     * was never gone through.
     */
    static void forgetBelow(Sql sql, long folderId, Uid next) throws SQLException {
        sql.update("DELETE FROM item WHERE folder_id = ? AND uid < ?", folderId, next.value());
        sql.update(
                "DELETE FROM item_version WHERE folder_id = ? AND uid < ?", folderId, next.value());
        FailureTable.removeBelow(sql, folderId, next);
        PendingItems.dropBelow(sql, folderId, next);
        CopyUids.released(sql, folderId);
        sql.update(
                RECOUNT,
                ItemState.COPIED.code(),
                ItemState.SKIPPED.code(),
                ItemState.FAILED.code(),
                ItemState.COPIED.code(),
                WENT_BACK,
                folderId);
    }

    /** To be called when {@link #forgetBelow} is durable. */
    void forgotten() {
        checkpoint = Optional.empty();
        highestBefore = 0;
        lookFirst = true;
        wentBack = true;
    }

    /**
     * The destination holds nothing that this folder's items could be found among; noted with the
     * next batch.
     */
    void nothingToFind() {
        if (lookFirst) {
            lookFirst = false;
            wentBack = false;
            nothingToFind = true;
        }
    }

    /** In the transaction that makes a batch pending. */
    void noteNothingToFind(Sql sql) throws SQLException {
        if (nothingToFind) {
            sql.update("UPDATE folder SET look_first = 0 WHERE id = ?", id);
        }
    }

    /** To be called when that is durable. */
    void notedNothingToFind() {
        nothingToFind = false;
    }

    long forgetAt(DestinationLife lost) throws LedgerException {
        UidSet uids =
                storage.reads()
                        .read(
                                sql ->
                                        sql.uids(
                                                "SELECT uid FROM item WHERE folder_id = ? AND"
                                                        + " destination_id = ?",
                                                id,
                                                lost.id()));
        if (uids.size() == 0) {
            return 0;
        }
        write(
                sql -> {
                    sql.update(LOOK_FIRST, id);
                    storage.copyUids().forget(sql, new CopyUids.Feed(lost.id(), id));
                    return null;
                });
        checkpoint = Optional.empty();
        lookFirst = true;
        long[] values = uids.stream().toArray();
        for (int from = 0; from < values.length; from += AT_ONCE) {
            forget(LongStream.of(values).skip(from).limit(AT_ONCE).mapToObj(Uid::new).toList());
        }
        return values.length;
    }

    /**
     * Whether items of this folder were copied, or perhaps copied, under another UIDVALIDITY: then
     * an item without a state may be at the destination already.
     */
    public boolean hasEarlierGeneration() throws LedgerException {
        if (earlierGeneration == null) {
            earlierGeneration =
                    storage.reads()
                                    .read(
                                            sql ->
                                                    sql.number(
                                                            "SELECT COUNT(*) FROM folder WHERE"
                                                                    + " leg_id = ? AND path = ? AND"
                                                                    + " uid_validity <> ? AND (copied >"
                                                                    + " 0 OR EXISTS (SELECT 1 FROM"
                                                                    + " batch WHERE folder_id ="
                                                                    + " folder.id))",
                                                            leg.id(),
                                                            path.toString(),
                                                            uidValidity.value()))
                            > 0;
        }
        return earlierGeneration;
    }

    /** What is known of these items, in UID order; the caller keeps the range small. */
    public Map<Uid, LedgerEntry> entries(UidRange range) throws LedgerException {
        return storage.reads().read(sql -> EntryReader.read(sql, id, range, path.kind().changes()));
    }

    /**
     * Copies of these items that stand for others, too, as a destination makes them that keeps
     * equal messages as one; with the further folders that those others were given.
     *
     * @param in in which the copies are listed
     */
    public Map<Uid, Places> shared(FolderReference in, Collection<LedgerEntry> entries)
            throws LedgerException {
        DestinationFolder folder = new DestinationFolder(leg().store(), leg().mailbox(), in.path());
        return storage.reads()
                .read(sql -> Destinations.shared(sql, folder, in.uidValidity(), this, entries));
    }

    /** Items that a rule leaves out; one that was copied before stays copied. */
    public void skip(Collection<ItemHead> heads, String reason) throws LedgerException {
        if (path.kind().changes()) {
            List<ItemHead> without = new ArrayList<>();
            for (ItemHead head : heads) {
                if (copyOf(head.uid()).isPresent()) {
                    keepCopy(head, reason); // it has failed to be replaced
                } else {
                    without.add(head);
                }
            }
            skipNew(without, reason);
        } else {
            skipNew(heads, reason);
        }
    }

    private void skipNew(Collection<ItemHead> heads, String reason) throws LedgerException {
        Long reasonId = storage.reasons().id(reason);
        List<ItemRow> rows = new ArrayList<>(heads.size());
        for (ItemHead head : heads) {
            rows.add(ItemRow.left(ItemState.SKIPPED, head, reasonId));
        }
        reached(rows);
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<ItemRow> part = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            write(
                    sql -> {
                        ItemTable.put(sql, id, part);
                        return null;
                    });
        }
    }

    /**
     * An item that cannot be copied; one that was copied stays copied, unless it is one whose copy
     * is to be replaced.
     *
     * @param deadLetter the file that holds its bytes; empty if none
     */
    public void fail(ItemHead head, String reason, String deadLetter) throws LedgerException {
        ItemRow row = ItemRow.left(ItemState.FAILED, head, null);
        long now = Instant.now().getEpochSecond();
        reached(List.of(row));
        boolean hasCopy = replacing.contains(head.uid()) && hasState(head.uid(), ItemState.COPIED);
        write(
                sql -> {
                    if (hasCopy) {
                        ItemTable.failReplacing(
                                sql, id, row.uid(), Reasons.tidy(reason), deadLetter, now);
                    } else {
                        ItemTable.fail(sql, id, row, Reasons.tidy(reason), deadLetter, now);
                    }
                    return null;
                });
    }

    /** {@link Ledger#copyIsGone}. */
    void copyIsGone(ItemHead head) throws LedgerException {
        ItemRow row = ItemRow.left(ItemState.FAILED, head, null);
        long now = Instant.now().getEpochSecond();
        write(
                sql -> {
                    ItemTable.remove(sql, id, List.of(head.uid()), false);
                    ItemTable.fail(sql, id, row, COPY_IS_GONE, "", now);
                    return null;
                });
    }

    /**
     * The source has given the UID of a failed item to another message, which is the one that is
     * failed from here on, untried: neither the file nor a pending batch of the former is any of
     * its.
     */
    public void givenAgain(ItemHead head) throws LedgerException {
        ItemRow row = ItemRow.left(ItemState.FAILED, head, null);
        long now = Instant.now().getEpochSecond();
        write(
                sql -> {
                    PendingItems.drop(sql, id, head.uid());
                    ItemTable.fail(sql, id, row, GIVEN_AGAIN, "", now);
                    return null;
                });
    }

    /**
     * Lets a failed or skipped item be claimed again, in this process. It keeps its state until it
     * has another, so that it is not lost when the process dies.
     */
    public void retry(Uid uid) {
        again.add(uid);
    }

    /**
     * Lets an item go through the route again although it has its state here: steps may send it to
     * further legs, on which it has none.
     */
    public void goThroughAgain(Uid uid) {
        through.add(uid);
    }

    boolean isGoneThroughAgain(Uid uid) {
        return !through.isEmpty() && through.contains(uid);
    }

    /** Lets a copied item go through the route again, so that its copy is replaced. */
    public void replace(Uid uid) {
        replacing.add(uid);
    }

    /** {@link Ledger#copyOf}. */
    Optional<RecordedCopy> copyOf(Uid uid) throws LedgerException {
        Optional<LedgerEntry> entry =
                state(uid).isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(entries(new UidRange(uid, uid)).get(uid))
                                .filter(LedgerEntry::isLocated);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Leg to = leg();
        return entry.map(
                known ->
                        new RecordedCopy(
                                new DestinationFolder(
                                        to.store(),
                                        to.mailbox(),
                                        known.destinationFolder().orElseThrow()),
                                known.destinationUidValidity().orElseThrow(),
                                known.destinationUid().orElseThrow(),
                                known.versions(),
                                known.note()));
    }

    /** {@link Ledger#replacing}. */
    void replacing(Uid uid, String digest) throws LedgerException {
        write(
                sql -> {
                    VersionTable.writing(sql, id, uid, digest);
                    return null;
                });
    }

    /**
     * The item has changed at the source, and the route leaves its copy as it is.
     *
     * @param why in the route's words
     */
    public void keepCopy(ItemHead head, String why) throws LedgerException {
        Optional<RecordedCopy> copy = copyOf(head.uid());
        String beside =
                copy.flatMap(one -> CopyNote.beside(one.note())).map(CopyNote::ofBeside).orElse("");
        Long reasonId = storage.reasons().id(CopyNote.of(Stream.of(beside, CopyNote.ofKept(why))));
        write(
                sql -> {
                    ItemTable.keep(sql, id, head.uid().value(), reasonId);
                    VersionTable.sourceIs(sql, id, head.uid(), head.version());
                    return null;
                });
    }

    /** {@link Ledger#copyIs}. */
    void copyIs(Uid uid, Version version) throws LedgerException {
        write(
                sql -> {
                    VersionTable.copyIs(sql, id, uid, version);
                    return null;
                });
    }

    /** {@link Ledger#replaced}. */
    void replaced(ItemHead head, Version copy, String note) throws LedgerException {
        Long reasonId = storage.reasons().id(note);
        write(
                sql -> {
                    ItemTable.replaced(sql, id, head.uid().value(), head.size(), reasonId);
                    VersionTable.put(sql, id, head.uid(), head.version(), copy);
                    return null;
                });
    }

    /** Ends {@link #retry}, {@link #replace} and {@link #goThroughAgain}. */
    public void retried(Uid uid) {
        again.remove(uid);
        replacing.remove(uid);
        through.remove(uid);
    }

    /** Where the copies lie besides, as the source has them. */
    public void updatePlaces(Map<Uid, Places> places) throws LedgerException {
        write(
                sql -> {
                    ItemTable.updatePlaces(sql, id, places);
                    return null;
                });
    }

    /**
     * The flags of the source that were carried over to the copies.
     *
     * @param notes on copies, where other ones are due now than were taken when they were copied
     */
    public void updateFlags(Map<Uid, Flags> flags, Map<Uid, String> notes) throws LedgerException {
        Map<Uid, Long> reasonIds = new HashMap<>();
        for (Map.Entry<Uid, String> note : notes.entrySet()) {
            reasonIds.put(note.getKey(), storage.reasons().id(note.getValue()));
        }
        write(
                sql -> {
                    ItemTable.updateFlags(sql, id, flags);
                    ItemTable.updateNotes(sql, id, reasonIds);
                    return null;
                });
    }

    /** Ends {@link #retry} of an item that has no state here any more. */
    void gotThrough(Uid uid) throws LedgerException {
        if (again.remove(uid)) {
            forget(List.of(uid));
        }
    }

    /** Takes their final state from items, so that they are tried again. */
    public void forget(Collection<Uid> uids) throws LedgerException {
        remove(uids, false);
    }

    /** Items that are gone at the source, and whose deletion the destination has got. */
    public void deleted(Collection<Uid> uids) throws LedgerException {
        remove(uids, true);
    }

    private void remove(Collection<Uid> uids, boolean deleted) throws LedgerException {
        write(
                sql -> {
                    ItemTable.remove(sql, id, uids, deleted);
                    return null;
                });
    }

    /** The next pass reads the folder from its beginning; items keep their states. */
    public void beginAnew() throws LedgerException {
        write(sql -> sql.update("UPDATE folder SET uid_next = NULL WHERE id = ?", id));
        checkpoint = Optional.empty();
    }

    /**
     * To be called when all that the source lists from this UID on has its state. What is still
     * pending there is gone from the source: it is skipped with this reason, but stays in its
     * batch, since a copy may have arrived. Batches that tell nothing any more are dropped.
     *
     * @return how many items are gone
     */
    public int endPending(Uid from, String reason) throws LedgerException {
        if (uids(ItemState.PENDING).size() == 0) {
            return 0;
        }
        List<ItemHead> gone =
                storage.reads().read(sql -> PendingItems.stateless(sql, id)).values().stream()
                        .filter(head -> head.uid().compareTo(from) >= 0)
                        .toList();
        if (!gone.isEmpty()) {
            skip(gone, reason);
        }
        write(
                sql -> {
                    PendingItems.dropCopied(sql, id);
                    return null;
                });
        return gone.size();
    }

    /** All items in this state. */
    public UidSet uids(ItemState state) throws LedgerException {
        return storage.reads()
                .read(
                        sql ->
                                state == ItemState.PENDING
                                        ? UidSet.of(
                                                PendingItems.all(sql, id).stream()
                                                        .map(ItemHead::uid)
                                                        .toList())
                                        : sql.uids(
                                                "SELECT uid FROM item WHERE folder_id = ? AND"
                                                        + " state = ?",
                                                id,
                                                state.code()));
    }

    private <T> void write(Change.Writing<T> writing) throws LedgerException {
        leg.mailbox().write(writing);
    }

    long id() {
        return id;
    }

    Tenure tenure() {
        return leg.mailbox().tenure();
    }

    /** To be called before rows are written. */
    void reached(List<ItemRow> rows) {
        for (ItemRow row : rows) {
            highest.accumulateAndGet(row.uid(), Math::max);
        }
    }

    /** The item's final state; empty when it has none. Asks the database only where it must. */
    Optional<ItemState> state(Uid uid) throws LedgerException {
        return uid.value() > highest.get()
                ? Optional.empty()
                : storage.reads().read(sql -> ItemTable.state(sql, id, uid.value()));
    }

    /** Whether the item may be copied now: it has no final state, or is being sent again. */
    boolean isOpen(Uid uid) throws LedgerException {
        Optional<ItemState> state = state(uid);
        return state.isEmpty() || isSentAgain(state.get(), uid);
    }

    /** Whether the item failed, and a pass or a retry has taken it up again. */
    boolean isSentAgain(Uid uid) throws LedgerException {
        Optional<ItemState> state = state(uid);
        return state.isPresent() && isSentAgain(state.get(), uid);
    }

    /** It was being sent again when a process died, if a pending batch tells of it. */
    private boolean isSentAgain(ItemState state, Uid uid) throws LedgerException {
        return replacing.contains(uid)
                || (state != ItemState.COPIED && (again.contains(uid) || isPending(uid)));
    }

    boolean isSkipped(Uid uid) throws LedgerException {
        return state(uid).filter(state -> state == ItemState.SKIPPED).isPresent();
    }

    boolean isCopied(Uid uid) throws LedgerException {
        return !replacing.contains(uid) && hasState(uid, ItemState.COPIED);
    }

    private boolean hasState(Uid uid, ItemState wanted) throws LedgerException {
        return state(uid).filter(state -> state == wanted).isPresent();
    }

    boolean isPending(Uid uid) throws LedgerException {
        return uids(ItemState.PENDING).contains(uid);
    }
}
