package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What goes wrong in a {@link MemoryStore}, for tests of those who use one. */
public final class MemoryFaults {

    /** How an append fails. */
    public enum AppendFault {
        /** The connection is lost before the store has anything. */
        LOST_BEFORE,
        /** The connection is lost when the store has the first half of the batch, rounded down. */
        LOST_HALFWAY,
        /** The store has the whole batch, but its answer does not arrive. */
        LOST_AFTER,
        /** The mailbox is full; the store has nothing. */
        QUOTA_FULL,
        /** The store asks to wait a moment; it has nothing. */
        THROTTLED,
        /** It does not. */
        NONE
    }

    private final String store;
    private final Queue<AppendFault> appendFaults = new ConcurrentLinkedQueue<>();
    private volatile Supplier<AppendFault> everyAppend = () -> AppendFault.NONE;
    private final Queue<MailboxException> signInFaults = new ConcurrentLinkedQueue<>();
    private volatile Function<Item, Optional<MailboxException>> refused = item -> Optional.empty();
    private final Queue<Integer> readCuts = new ConcurrentLinkedQueue<>();
    private volatile Question listing = head -> Optional.empty();
    private volatile Question reading = head -> Optional.empty();
    private volatile Predicate<ItemHead> withheld = head -> false;
    private volatile Predicate<ItemHead> withheldInSets = head -> false;
    private volatile Predicate<ItemHead> headless = head -> false;
    private volatile Function<FolderPath, Optional<MailboxException>> closed =
            path -> Optional.empty();
    private volatile Function<FolderPath, Optional<String>> nameProblem = path -> Optional.empty();
    private volatile Predicate<FolderPath> withoutStatus = path -> false;
    private volatile Predicate<FolderPath> overlooked = path -> false;
    private volatile boolean ignoringCase;
    private volatile boolean down;
    private volatile Set<StoreCapability> lacking = Set.of();
    private volatile UnaryOperator<byte[]> altering = UnaryOperator.identity();
    private volatile Flags afterAppend = Flags.NONE;
    private volatile boolean placedAfterAppend;
    private volatile Function<FolderPath, Optional<FolderPath>> keptIn = Optional::of;
    private volatile boolean forgettingPlaces;
    private volatile Predicate<ItemHead> versionless = head -> false;

    MemoryFaults(String store) {
        this.store = store;
    }

    /** The next append, of whichever session, fails so; called twice, the next two do. */
    public void failNextAppend(AppendFault fault) {
        appendFaults.add(fault);
    }

    /** So many appends go well before the next fault comes. */
    public void goodAppends(int count) {
        for (int i = 0; i < count; i++) {
            appendFaults.add(AppendFault.NONE);
        }
    }

    /** From now on every append asks how it fails, {@link AppendFault#NONE} if it does not. */
    public void failAppends(Supplier<AppendFault> how) {
        everyAppend = how;
    }

    /**
     * From now on what is appended to a folder is acknowledged as ever, and kept in the folder that
     * this gives, which is there; nowhere where it gives none.
     */
    public void keepAppends(Function<FolderPath, Optional<FolderPath>> where) {
        keptIn = where;
    }

    Optional<FolderPath> keptIn(FolderPath folder) {
        return keptIn.apply(folder);
    }

    /** The next sign-in, to whichever mailbox, fails so. */
    public void failNextSignIn(MailboxException failure) {
        signInFaults.add(failure);
    }

    /** Until told otherwise nobody can sign in, and open sessions are lost when they are used. */
    public void down(boolean isDown) {
        down = isDown;
    }

    boolean isDown() {
        return down;
    }

    /**
     * The next reading loses its connection after so many items, also where these were all; called
     * twice, the next two do.
     */
    public void cutNextReadAfter(int items) {
        readCuts.add(items);
    }

    /** Whether an item is in the way of what is asked. */
    @FunctionalInterface
    public interface Question {
        Optional<MailboxException> failure(ItemHead head);
    }

    /** From now on a listing breaks off where this gives a reason. */
    public void failListing(Question at) {
        listing = at;
    }

    Optional<MailboxException> listingFailure(ItemHead head) {
        return listing.failure(head);
    }

    /** From now on a reading breaks off where this gives a reason. */
    public void failReading(Question at) {
        reading = at;
    }

    Optional<MailboxException> readingFailure(ItemHead head) {
        return reading.failure(head);
    }

    /** From now on folders for which this gives a reason are listed, but not opened. */
    public void closeFolders(Function<FolderPath, Optional<MailboxException>> why) {
        closed = why;
    }

    void open(FolderPath folder) throws MailboxException {
        Optional<MailboxException> reason = closed.apply(folder);
        if (reason.isPresent()) {
            throw reason.get();
        }
    }

    /** From now on such items are refused for good, their neighbours in a batch are not. */
    public void refuse(Predicate<Item> which) {
        refuseWith(item -> which.test(item) ? Optional.of(refusedForGood(item)) : Optional.empty());
    }

    /** The same with reasons of the test's own; at one of scope STORE the store breaks off. */
    public void refuseWith(Function<Item, Optional<MailboxException>> why) {
        refused = why;
    }

    /** From now on no folder can be created that this function gives a reason for. */
    public void refuseNames(Function<FolderPath, Optional<String>> problem) {
        nameProblem = problem;
    }

    Optional<String> nameProblem(FolderPath folder) {
        return nameProblem.apply(folder);
    }

    /** From now on nobody is told where such folders stand, as without the right to read them. */
    public void refuseStatus(Predicate<FolderPath> which) {
        withoutStatus = which;
    }

    boolean refusesStatus(FolderPath folder) {
        return withoutStatus.test(folder);
    }

    /** From now on such folders are not listed, as directories that may not be entered. */
    public void overlook(Predicate<FolderPath> which) {
        overlooked = which;
    }

    boolean overlooks(FolderPath folder) {
        return overlooked.test(folder);
    }

    /** From now on folders whose names differ in case only are one. */
    public void ignoreCase() {
        ignoringCase = true;
    }

    boolean ignoresCase() {
        return ignoringCase;
    }

    /** From now on such items are listed but not delivered, as Exchange does now and then. */
    public void withhold(Predicate<ItemHead> which) {
        withheld = which;
    }

    /** From now on such items are delivered alone only. */
    public void withholdInSets(Predicate<ItemHead> which) {
        withheldInSets = which;
    }

    /** From now on no header is told of such items. */
    public void withholdHeaders(Predicate<ItemHead> which) {
        headless = which;
    }

    boolean hasHeader(ItemHead head) {
        return !headless.test(head);
    }

    /** From now on sessions lack these. */
    public void lack(StoreCapability... capabilities) {
        lacking = Set.of(capabilities);
    }

    /** Whether sessions have all of these. */
    public boolean hasAll(StoreCapability... capabilities) {
        return capabilities().containsAll(List.of(capabilities));
    }

    /** From now on the store makes this of what is appended, as one does that adds a header. */
    public void alter(UnaryOperator<byte[]> how) {
        altering = how;
    }

    /**
     * From now on these flags are set by a second command behind the append, as for Exchange: a
     * connection that is lost before is lost before that, too.
     */
    public void setAfterAppend(Flags flags) {
        afterAppend = flags;
    }

    /** The same for the further folders of what is appended. */
    public void placeAfterAppend() {
        placedAfterAppend = true;
    }

    /** From now on what is appended lies in no further folders, whatever the answer says. */
    public void forgetPlaces() {
        forgettingPlaces = true;
    }

    boolean forgetsPlaces() {
        return forgettingPlaces;
    }

    /** From now on no version is told of such items. */
    public void withholdVersions(Predicate<ItemHead> which) {
        versionless = which;
    }

    boolean tellsVersion(ItemHead head) {
        return !versionless.test(head);
    }

    /** Nothing goes wrong any more. */
    public void clear() {
        down = false;
        appendFaults.clear();
        failAppends(() -> AppendFault.NONE);
        signInFaults.clear();
        readCuts.clear();
        failListing(head -> Optional.empty());
        failReading(head -> Optional.empty());
        closeFolders(path -> Optional.empty());
        refuse(item -> false);
        refuseStatus(path -> false);
        overlook(path -> false);
        withhold(head -> false);
        withholdInSets(head -> false);
        withholdHeaders(head -> false);
        lack();
        alter(UnaryOperator.identity());
        setAfterAppend(Flags.NONE);
        placedAfterAppend = false;
        forgettingPlaces = false;
        keepAppends(Optional::of);
        withholdVersions(head -> false);
    }

    Set<StoreCapability> capabilities() {
        Set<StoreCapability> all = EnumSet.allOf(StoreCapability.class);
        all.removeAll(lacking);
        return all;
    }

    byte[] stored(byte[] appended) {
        return altering.apply(appended);
    }

    /** What is appended at once of what it is to have. */
    ItemHead atAppend(ItemHead head) {
        ItemHead less = head.with(head.flags().without(afterAppend));
        return placedAfterAppend || forgettingPlaces ? less.with(Places.NONE) : less;
    }

    void beforeSignIn() throws MailboxException {
        if (down) {
            throw new MailboxException(
                    Scope.STORE, Retry.LATER, "The store cannot be reached.", "Start it.");
        }
        MailboxException failure = signInFaults.poll();
        if (failure != null) {
            throw failure;
        }
    }

    /** The fault of the append that begins now. */
    AppendFault nextAppend() {
        AppendFault next = appendFaults.poll();
        return next == null ? everyAppend.get() : next;
    }

    /** After how many items the reading that begins now is cut; negative for never. */
    int nextReadCut() {
        Integer next = readCuts.poll();
        return next == null ? -1 : next;
    }

    private MailboxException refusedForGood(Item item) {
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NEVER,
                "Store " + store + " refused a message of " + item.content().size() + " bytes.",
                "");
    }

    Optional<MailboxException> refusal(Item item) {
        return refused.apply(item);
    }

    boolean withholds(ItemHead head, boolean alone) {
        return withheld.test(head) || (!alone && withheldInSets.test(head));
    }

    static MailboxException throttled(String store) {
        return new MailboxException(
                Scope.MAILBOX,
                Retry.LATER,
                Duration.ofMillis(50),
                "Store " + store + ": too many requests.",
                "",
                null);
    }

    /** As it is when the connection to that store is lost. */
    public static MailboxException connectionLost(String store) {
        return new MailboxException(
                Scope.STORE, Retry.NOW, "Store " + store + ": the connection was lost.", "");
    }
}
