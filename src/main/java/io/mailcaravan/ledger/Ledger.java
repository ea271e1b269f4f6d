package io.mailcaravan.ledger;

import io.mailcaravan.ledger.budget.BudgetTable;
import io.mailcaravan.ledger.budget.BudgetView;
import io.mailcaravan.ledger.numbering.NumberTable;
import io.mailcaravan.ledger.numbering.NumberView;
import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.sql.Reasons;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.ledger.state.MovedLedger;
import io.mailcaravan.ledger.state.StateFolder;
import io.mailcaravan.ledger.state.StateFolders;
import io.mailcaravan.mailbox.ByteBudget;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mailbox.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The durable record of what became of every item, and Camel's idempotent repository over it.
 *
 * <p>Unlike other repositories it knows pending from copied: {@link #begin} before a batch is
 * appended, {@link #settle} after; whatever finds a batch in between ({@link #pending}) asks the
 * destination for UIDs at or above the fence before it appends anything again.
 *
 * <p>Safe for many threads; their writes share commits. A write returns when it is durable.
 */
public final class Ledger implements IdempotentRepository, AutoCloseable {

    /**
     * Exchange property: the route ends in a destination that records arrivals itself, so {@link
     * #confirm(Exchange, String)} says nothing about an item that a step has left out.
     */
    public static final String RECORDED_BY_DESTINATION = "CamelMailboxRecordedByDestination";

    /**
     * Exchange property: the {@link ItemKey} that the item came with, so that the text of one and
     * the same key need not be read at each step.
     */
    public static final String ITEM_KEY = "CamelMailboxLedgerKey";

    private final Optional<StateFolder> stateFolder;
    private final Storage storage;
    private final ByteBudget budget;
    private final Numbering numbering;
    private final Sources sources = new Sources();
    private final Destinations destinations;
    private final Batches batches;
    private final Claims claims = new Claims();
    private final Keys keys;
    private volatile OpeningRule openingRule = OpeningRule.ANYBODY;

    private Ledger(
            Optional<StateFolder> stateFolder,
            Storage storage,
            ByteBudget budget,
            Numbering numbering) {
        this.stateFolder = stateFolder;
        this.storage = storage;
        this.budget = budget;
        this.numbering = numbering;
        this.destinations = new Destinations(storage);
        this.batches = new Batches(storage, destinations, sources);
        this.keys = new Keys(storage, sources, claims);
    }

    /** Opens {@code ledger.db} in the state folder; else as {@link #open(Path, LedgerDatabase)}. */
    public static Ledger open(Path stateFolder) throws LedgerException {
        return open(stateFolder, LedgerDatabase.inStateFolder(stateFolder));
    }

    /**
     * Takes the state folder for this process alone, creating it where it is missing, and opens the
     * ledger, creating it or bringing it to this program's version.
     *
     * @throws LedgerException when another process has the folder, when the ledger is damaged or
     *     cannot be opened, when the disk is full
     * @throws io.mailcaravan.mailbox.ConfigurationException when the folder cannot be written, and
     *     when a newer program has written the ledger
     */
    public static Ledger open(Path stateFolder, LedgerDatabase database) throws LedgerException {
        return open(stateFolder, database, Schema.CURRENT);
    }

    /**
     * Opens {@code ledger.db} without taking the state folder, so beside a process that has it;
     * every write is refused.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException when there is none, or one of another
     *     version
     */
    public static Ledger openReadOnly(Path stateFolder) throws LedgerException {
        return openReadOnly(stateFolder, LedgerDatabase.inStateFolder(stateFolder));
    }

    /** The same with a ledger that may be elsewhere. */
    public static Ledger openReadOnly(Path stateFolder, LedgerDatabase database)
            throws LedgerException {
        Storage storage = Storage.readOnly(StateFolders.requireLedger(stateFolder, database));
        return new Ledger(
                Optional.empty(),
                storage,
                new BudgetView(Optional.of(storage.reads()), InstantSource.system()),
                new NumberView(Optional.of(storage.reads())));
    }

    static Ledger open(Path stateFolder, LedgerDatabase database, Schema schema)
            throws LedgerException {
        return open(stateFolder, database, schema, InstantSource.system());
    }

    static Ledger open(
            Path stateFolder, LedgerDatabase database, Schema schema, InstantSource clock)
            throws LedgerException {
        StateFolder taken = StateFolder.take(stateFolder);
        Ledger ledger = null;
        try {
            MovedLedger.check(stateFolder, database);
            database.check(taken.unclean());
            schema.bringTo(database);
            Storage storage = Storage.of(database);
            ledger =
                    new Ledger(
                            Optional.of(taken),
                            storage,
                            new BudgetTable(storage.writes(), clock),
                            new NumberTable(storage.writes(), storage.reads(), clock));
            return ledger;
        } finally {
            if (ledger == null) {
                database.close();
                taken.close();
            }
        }
    }

    /**
     * Stands in for the ledger where routes are only looked at: touches no file, and refuses every
     * question as closed.
     */
    public static Ledger closed(Path stateFolder) throws LedgerException {
        Storage storage = Storage.of(LedgerDatabase.inStateFolder(stateFolder));
        storage.close();
        return new Ledger(
                Optional.empty(),
                storage,
                new BudgetView(Optional.empty(), InstantSource.system()),
                new NumberView(Optional.empty()));
    }

    /**
     * Lets only those open mailboxes from now on who may; writes are the last opener's in any case.
     */
    public void setOpeningRule(OpeningRule rule) {
        openingRule = rule;
    }

    /**
     * Opens a source mailbox for a pass, and ends the right of whoever opened it before to write
     * about it.
     *
     * @param ends the legs that the route is known to have; none where it sends to no mailbox, or
     *     its steps name them
     * @param further whether steps of the route may name other legs than these
     * @throws LedgerException when it has been copied to another destination mailbox before, or
     *     when another node works on it
     */
    public LedgerMailbox open(
            String route,
            String store,
            String mailbox,
            String destinationMailbox,
            Collection<Leg> ends,
            boolean further)
            throws LedgerException {
        LedgerMailbox opened =
                LedgerMailbox.open(
                        storage,
                        new MailboxName(route, store, mailbox),
                        destinationMailbox,
                        ends,
                        further,
                        openingRule);
        sources.put(opened);
        return opened;
    }

    /**
     * Notes that a pass could not begin, where the mailbox is known: so it is told until one ends.
     *
     * @throws LedgerException when the mailbox is not this process's to say anything about
     */
    public void refused(String route, String store, String mailbox, String why)
            throws LedgerException {
        long now = Instant.now().getEpochSecond();
        storage.writes()
                .run(
                        Change.under(
                                List.of(),
                                sql -> openingRule.check(sql.connection(), route, mailbox),
                                sql ->
                                        sql.update(
                                                "INSERT INTO pass (mailbox_id, kind, started,"
                                                        + " finished, outcome) SELECT id, 'delta',"
                                                        + " ?, ?, ? FROM mailbox WHERE route = ? AND"
                                                        + " store = ? AND name = ?",
                                                now,
                                                now,
                                                Reasons.tidy(why),
                                                route,
                                                store,
                                                mailbox)));
    }

    /**
     * Notes that a batch is about to be appended; once this returns it may be.
     *
     * @param fence the destination folder as it stands now
     */
    public PendingBatch begin(DestinationFolder destination, Fence fence, List<BatchItem> items)
            throws LedgerException {
        return begin(destination, fence, fence.uidNext(), false, items);
    }

    /**
     * The same where the folder is not as this process has found it.
     *
     * @param began its UIDNEXT then
     * @param unknownThere whether something lay below that of which the ledger does not know
     */
    public PendingBatch begin(
            DestinationFolder destination,
            Fence fence,
            Uid began,
            boolean unknownThere,
            List<BatchItem> items)
            throws LedgerException {
        return batches.begin(destination, fence, began, unknownThere, items);
    }

    /**
     * Notes what became of a batch. Its items that are not named are released: they have the state
     * they had before, usually none.
     */
    public void settle(PendingBatch batch, List<Copied> copied) throws LedgerException {
        batches.settle(batch, copied);
        copied.forEach(item -> claims.recorded(item.key()));
    }

    /** Notes items that were found at the destination without having been appended by a batch. */
    public void copied(DestinationFolder destination, UidValidity validity, List<Copied> items)
            throws LedgerException {
        copied(destination, validity, items, Released.NONE);
    }

    /**
     * The same, where some of these copies were recorded for others: those have no state any more.
     *
     * @throws LedgerException when one of them is somebody else's by now
     */
    public void copied(
            DestinationFolder destination,
            UidValidity validity,
            List<Copied> items,
            Released released)
            throws LedgerException {
        batches.copied(destination, validity, items, released);
        items.forEach(item -> claims.recorded(item.key()));
    }

    /**
     * Batches to this folder that nobody has settled, oldest first: left by an earlier process,
     * after a lost connection, or still on their way (the caller knows its own by their ids). Only
     * those of mailboxes that this process has opened.
     */
    public List<PendingBatch> pending(DestinationFolder destination) throws LedgerException {
        return batches.pending(destination);
    }

    /**
     * Items of this one's mailbox that batches on the leg tell of which nobody has settled, and the
     * destination folders that those batches went to.
     */
    public Map<ItemKey, Set<FolderPath>> pendingOn(Leg leg, ItemKey one) throws LedgerException {
        return batches.pendingOn(leg, one);
    }

    /** UIDs of the range that some copied item is recorded under; no other item can be there. */
    public UidSet knownDestinationUids(
            DestinationFolder destination, UidValidity validity, UidRange range)
            throws LedgerException {
        return destinations.known(destination, validity, range);
    }

    /**
     * Copies in this folder that are recorded for other items than this one and its neighbours, and
     * may become theirs: see {@link Released}.
     */
    public Released released(ItemKey key, DestinationFolder destination, UidValidity validity)
            throws LedgerException {
        return destinations.released(destination, validity, sources.mailbox(key), sources);
    }

    /** What of these copies those were given that are recorded; empty for none. */
    public Map<Uid, Given> given(Released released, Collection<Uid> copies) throws LedgerException {
        return destinations.given(released, copies);
    }

    /**
     * Copies in this folder that stand for several items, as a destination makes them that keeps
     * equal messages as one; with the further folders that those were given.
     */
    public Map<Uid, Places> shared(DestinationFolder destination, UidValidity validity)
            throws LedgerException {
        return destinations.shared(destination, validity);
    }

    /**
     * By size, how many items lie in this folder nobody knows where: recorded without a UID, or
     * with one of another UIDVALIDITY. Some of the UIDs that are not known are theirs.
     */
    public Map<Long, Long> unplaced(DestinationFolder destination, UidValidity validity)
            throws LedgerException {
        return destinations.unplaced(destination, validity);
    }

    /**
     * Whether the destination may hold items that were appended by this program and that the ledger
     * knows nothing of, not even as pending: the process before did not end by itself, so the state
     * folder may be an older copy, or one from a disk that had not written what it said it had.
     */
    public boolean mayLack() {
        return stateFolder.filter(StateFolder::unclean).isPresent();
    }

    /**
     * Notes that a pass over a mailbox has ended.
     *
     * @param whole whether it went through; {@link #mayLack} holds until all passes do
     */
    public void passed(boolean whole) {
        stateFolder.ifPresent(folder -> folder.passed(whole));
    }

    /**
     * The first UID of a destination folder that no recorded item of this one's source folder can
     * have, as it is above all of theirs. Empty where items are recorded without UID, so that
     * nobody can tell.
     */
    public Optional<Uid> firstUnrecorded(
            ItemKey key, DestinationFolder destination, UidValidity validity)
            throws LedgerException {
        return destinations.firstUnrecorded(
                destination, validity, sources.folder(key, Leg.to(destination)));
    }

    /**
     * Where copies of items of this one's source folder may lie that the ledger does not know of,
     * as it may have been put back from a backup: what no pass that went through the folder has
     * looked at, without what passes that the ledger knows have brought since.
     *
     * @param began the destination folder's UIDNEXT before this process appended anything
     * @param unrecorded {@link #firstUnrecorded} after an end that was not clean
     */
    public List<UidRange> notLookedAt(
            ItemKey key,
            DestinationFolder destination,
            UidValidity validity,
            Uid began,
            Optional<Uid> unrecorded)
            throws LedgerException {
        return destinations.notLookedAt(
                destination, validity, sources.folder(key, Leg.to(destination)), began, unrecorded);
    }

    /**
     * These items were looked for among what lies below the fence, or have been appended. It counts
     * when a pass has gone through their source folders.
     */
    public void lookedBelow(DestinationFolder destination, Fence fence, Collection<ItemKey> keys)
            throws LedgerException {
        batches.lookedBelow(destination, fence, keys);
    }

    /**
     * {@link LedgerFolder#hasEarlierGeneration()} of the item's folder on that leg, or {@link
     * LedgerFolder#wentBack()}, which is a generation without a UIDVALIDITY of its own.
     */
    public boolean replacesGeneration(ItemKey key, DestinationFolder destination)
            throws LedgerException {
        LedgerFolder folder = sources.folder(key, Leg.to(destination));
        return folder.wentBack() || folder.hasEarlierGeneration();
    }

    /** {@link LedgerFolder#looksFirst()} of the item's folder on that leg. */
    public boolean looksFirst(ItemKey key, DestinationFolder destination) throws LedgerException {
        return sources.folder(key, Leg.to(destination)).looksFirst();
    }

    /**
     * The destination holds nothing that items of this folder could be found among: nobody has to
     * look there again. Noted with the next batch.
     */
    public void nothingToFind(ItemKey key, DestinationFolder destination) throws LedgerException {
        sources.folder(key, Leg.to(destination)).nothingToFind();
    }

    /** Notes an item that the route has sent to what is no mailbox. */
    public void copiedElsewhere(ItemKey key, ItemHead head, String note) throws LedgerException {
        keys.copiedElsewhere(key, head, note);
    }

    /** An item that is sent again because it failed on that leg has found its way elsewhere. */
    public void gotThrough(ItemKey key, Leg leg) throws LedgerException {
        for (LedgerLeg known : sources.mailbox(key).legs()) {
            if (known.leg().equals(leg)) {
                Optional<LedgerFolder> folder = known.knownLife(key.folder(), key.uidValidity());
                if (folder.isPresent()) {
                    folder.get().gotThrough(key.uid());
                }
            }
        }
    }

    /**
     * Whether the destination is still to get the item: it has no final state on that leg. That it
     * was skipped on a leg that is no end any more counts for nothing once a step names it again.
     */
    public boolean isOpen(ItemKey key, Leg leg) throws LedgerException {
        LedgerFolder folder = sources.folder(key, leg);
        return folder.isOpen(key.uid())
                || (sources.mailbox(key).ends().stream().noneMatch(end -> end.leg().equals(leg))
                        && folder.isSkipped(key.uid()));
    }

    /** Whether the item is copied on that leg. */
    public boolean isCopied(ItemKey key, Leg leg) throws LedgerException {
        return sources.folder(key, leg).isCopied(key.uid());
    }

    /** Where the item's copy lies on that leg, be it as it should be or not; empty for none. */
    public Optional<RecordedCopy> copyOf(ItemKey key, Leg leg) throws LedgerException {
        return sources.folder(key, leg).copyOf(key.uid());
    }

    /**
     * The item's copy is gone from the destination: it is to get another one. Until then it counts
     * as failed, so that it comes again whatever breaks off.
     */
    public void copyIsGone(ItemKey key, Leg leg, ItemHead head) throws LedgerException {
        sources.folder(key, leg).copyIsGone(head);
    }

    /** From here on a failure of the item is one of its copy, which is not as it should be. */
    public void toReplace(ItemKey key, Leg leg) throws LedgerException {
        sources.folder(key, leg).replace(key.uid());
    }

    /**
     * Notes which version the copy has that was written by an attempt of which nothing was known.
     */
    public void copyIs(ItemKey key, Leg leg, Version version) throws LedgerException {
        sources.folder(key, leg).copyIs(key.uid(), version);
    }

    /**
     * Notes that the item's copy is about to be replaced; once this returns it may be. Whoever
     * finds the copy changed afterwards can tell by the digest whether this program has done it.
     *
     * @param digest of the new content
     */
    public void replacing(ItemKey key, Leg leg, String digest) throws LedgerException {
        sources.folder(key, leg).replacing(key.uid(), digest);
    }

    /**
     * Notes that the item's copy is as it should be, or stays as its owner wants it.
     *
     * @param head of the item as it is at the source
     * @param copy the version that the copy had when this program wrote it
     * @param note why it is not as it is at the source; empty where it is
     */
    public void replaced(ItemKey key, Leg leg, ItemHead head, Version copy, String note)
            throws LedgerException {
        sources.folder(key, leg).replaced(head, copy, note);
        claims.recorded(key);
    }

    /** What the ledger's users wait for, to be shown to people; empty while it works. */
    public Optional<String> waitingFor() {
        return storage.outage().waitingFor();
    }

    /** What was read from and written to stores with a daily limit. */
    public ByteBudget budget() {
        return budget;
    }

    /** UIDs of items of stores whose own ids are no numbers. */
    public Numbering numbering() {
        return numbering;
    }

    /**
     * Forgets names of left files that are gone. Where several nodes may share the ledger, this one
     * need not be the one that had the file, so that they are kept: they are few.
     */
    public void forgetLeft(String route, String store, String mailbox, Predicate<String> gone)
            throws LedgerException {
        MailboxName name = new MailboxName(route, store, mailbox);
        if (!storage.database().embedded()) {
            return;
        }
        List<String> files =
                storage.reads().read(sql -> LeftLetterTable.noted(sql, name)).stream()
                        .filter(gone)
                        .toList();
        if (!files.isEmpty()) {
            storage.writes()
                    .run(
                            Change.of(
                                    sql -> {
                                        for (String file : files) {
                                            LeftLetterTable.forget(sql, name, file);
                                        }
                                        return null;
                                    }));
        }
    }

    /** For those who read the tables for people; works while passes run. */
    public Readers reads() {
        return storage.reads();
    }

    /** Forgets what is known of a mailbox. */
    public LedgerReset reset() {
        return new LedgerReset(storage);
    }

    /** Calls a route, a store or a mailbox otherwise. */
    public LedgerRename rename() {
        return new LedgerRename(storage);
    }

    /** Claims an item that has no final state. False: it has one, or another exchange is at it. */
    @Override
    public boolean add(String key) {
        return keys.add(null, key, "");
    }

    /** As {@link #add(String)}; an exchange may claim its item again. */
    @Override
    public boolean add(Exchange exchange, String key) {
        return keys.add(exchange, key, exchange.getExchangeId());
    }

    /** Whether the item is copied, at every end of the route. */
    @Override
    public boolean contains(String key) {
        return keys.contains(key);
    }

    /** Ends a claim; records the item as copied unless the destination has done so already. */
    @Override
    public boolean confirm(String key) {
        return keys.confirm(null, key);
    }

    /** As {@link #confirm(String)}, with size and flags from the exchange's headers. */
    @Override
    public boolean confirm(Exchange exchange, String key) {
        return keys.confirm(exchange, key);
    }

    /** Ends a claim and records nothing. */
    @Override
    public boolean remove(String key) {
        return claims.release(ItemKey.parse(key));
    }

    /** Refuses: without the ledger everything would be copied a second time. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("A route cannot clear the ledger");
    }

    /** Nothing: the ledger is open from the beginning, whatever routes come and go. */
    @Override
    public void start() {}

    /** Nothing: another route may still need it. */
    @Override
    public void stop() {}

    /** Writes what waits, closes the database and gives the state folder back. */
    @Override
    public void close() {
        try {
            storage.close();
        } finally {
            stateFolder.ifPresent(StateFolder::close);
        }
    }
}
