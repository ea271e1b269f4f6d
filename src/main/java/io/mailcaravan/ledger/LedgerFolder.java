package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ModSeq;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One life of a source folder in the ledger. Writes return when they are durable, and throw {@link
 * LedgerException} when the mailbox was taken over. Safe for many threads.
 */
public final class LedgerFolder {

    /** Items a transaction, so that nobody else's commit waits long. */
    private static final int AT_ONCE = 2000;

    private final LedgerMailbox mailbox;
    private final Storage storage;
    private final long id;
    private final FolderPath path;
    private final UidValidity uidValidity;

    /** No item with a higher UID has a final state, so that new ones need no look. */
    private final AtomicLong highest;

    /** Failed items that are being sent again. */
    private final Set<Uid> again = ConcurrentHashMap.newKeySet();

    private volatile Optional<Checkpoint> checkpoint;
    private volatile Boolean earlierGeneration;

    LedgerFolder(
            LedgerMailbox mailbox,
            Storage storage,
            long id,
            FolderPath path,
            UidValidity uidValidity,
            long highest,
            Optional<Checkpoint> checkpoint) {
        this.mailbox = mailbox;
        this.storage = storage;
        this.id = id;
        this.path = path;
        this.uidValidity = uidValidity;
        this.highest = new AtomicLong(highest);
        this.checkpoint = checkpoint;
    }

    public FolderPath path() {
        return path;
    }

    public UidValidity uidValidity() {
        return uidValidity;
    }

    public ItemKey key(Uid uid) {
        MailboxName name = mailbox.name();
        return new ItemKey(name.route(), name.store(), name.mailbox(), path, uidValidity, uid);
    }

    /** How far the last whole pass read; empty before the first. */
    public Optional<Checkpoint> checkpoint() {
        return checkpoint;
    }

    public void saveCheckpoint(Checkpoint saved) throws LedgerException {
        write(
                sql ->
                        sql.update(
                                "UPDATE folder SET uid_next = ?, messages = ?, highest_modseq = ?"
                                        + " WHERE id = ?",
                                saved.uidNext().value(),
                                saved.messages(),
                                saved.highestModSeq().map(ModSeq::value).orElse(null),
                                id));
        checkpoint = Optional.of(saved);
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
                                                                    + " mailbox_id = ? AND path = ? AND"
                                                                    + " uid_validity <> ? AND (copied >"
                                                                    + " 0 OR EXISTS (SELECT 1 FROM"
                                                                    + " batch WHERE folder_id ="
                                                                    + " folder.id))",
                                                            mailbox.tenure().mailboxId(),
                                                            path.toString(),
                                                            uidValidity.value()))
                            > 0;
        }
        return earlierGeneration;
    }

    /** What is known of these items, in UID order; the caller keeps the range small. */
    public Map<Uid, LedgerEntry> entries(UidRange range) throws LedgerException {
        return storage.reads().read(sql -> EntryReader.read(sql, id, range));
    }

    /** Items that a rule leaves out; one that was copied before stays copied. */
    public void skip(Collection<ItemHead> heads, String reason) throws LedgerException {
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
     * An item that cannot be copied; one that was copied stays copied.
     *
     * @param deadLetter the file that holds its bytes; empty if none
     */
    public void fail(ItemHead head, String reason, String deadLetter) throws LedgerException {
        ItemRow row = ItemRow.left(ItemState.FAILED, head, null);
        long now = Instant.now().getEpochSecond();
        reached(List.of(row));
        write(
                sql -> {
                    ItemTable.fail(sql, id, row, Reasons.tidy(reason), deadLetter, now);
                    return null;
                });
    }

    /**
     * Lets a failed item be claimed again, in this process. It stays failed until it is copied or
     * skipped, so that it is not lost when the process dies: no pass looks at it again by itself.
     */
    public void retry(Uid uid) {
        again.add(uid);
    }

    /** Ends {@link #retry}. */
    public void retried(Uid uid) {
        again.remove(uid);
    }

    /** The flags that the destination has now. */
    public void updateFlags(Map<Uid, Flags> flags) throws LedgerException {
        write(
                sql -> {
                    ItemTable.updateFlags(sql, id, flags);
                    return null;
                });
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

    /** All items in this state. */
    public UidSet uids(ItemState state) throws LedgerException {
        return storage.reads()
                .read(
                        sql ->
                                state == ItemState.PENDING
                                        ? UidSet.of(
                                                EntryReader.pending(sql, id).stream()
                                                        .map(ItemHead::uid)
                                                        .toList())
                                        : sql.uids(
                                                "SELECT uid FROM item WHERE folder_id = ? AND"
                                                        + " state = ?",
                                                id,
                                                state.code()));
    }

    private <T> void write(Change.Writing<T> writing) throws LedgerException {
        storage.writes().run(Change.under(List.of(mailbox.tenure()), writing));
    }

    long id() {
        return id;
    }

    Tenure tenure() {
        return mailbox.tenure();
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

    /**
     * Whether the item may be copied now: it has no final state, or failed and is being sent again,
     * or was when a process died, of which the pending batch tells.
     */
    boolean isOpen(Uid uid) throws LedgerException {
        Optional<ItemState> state = state(uid);
        return state.isEmpty()
                || (state.get() == ItemState.FAILED && (again.contains(uid) || isPending(uid)));
    }

    boolean isPending(Uid uid) throws LedgerException {
        return uids(ItemState.PENDING).contains(uid);
    }
}
