package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.AppendOutcome.Refused;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.ReplaceOutcome;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One sign-in to a mailbox in memory. The lock is never held while a caller's code runs. */
final class MemorySession implements MailboxSession {

    private final String store;
    private final MemoryMailbox mailbox;
    private final Access access;
    private final MemoryFaults faults;
    private final boolean equalAsOne;
    private volatile boolean closed;

    /**
     * @param equalAsOne whether equal messages are kept as one
     */
    MemorySession(
            String store,
            MemoryMailbox mailbox,
            Access access,
            MemoryFaults faults,
            boolean equalAsOne) {
        this.equalAsOne = equalAsOne;
        this.store = store;
        this.mailbox = mailbox;
        this.access = access;
        this.faults = faults;
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return faults.capabilities();
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return all().stream().filter(folder -> !faults.overlooks(folder.path())).toList();
    }

    @Override
    public List<String> overlooked() throws MailboxException {
        return all().stream()
                .map(Folder::path)
                .filter(faults::overlooks)
                .map(path -> "Something at '" + path + "' may not be entered.")
                .toList();
    }

    private List<Folder> all() throws MailboxException {
        return locked(() -> mailbox.folders().stream().map(MemoryFolder::folder).toList());
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        if (faults.refusesStatus(folder)) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "Store " + store + " does not let folder '" + folder + "' be read.",
                    "Grant the right to read it.");
        }
        faults.open(folder);
        boolean cursor = capabilities().contains(StoreCapability.CHANGES);
        return locked(() -> mailbox.folder(folder).status(cursor));
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        for (MemoryItem item : items(folder, range)) {
            breakOff(faults.listingFailure(item.head()));
            to.accept(told(item.head()));
        }
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        int left = faults.nextReadCut();
        while (windows.hasNext()) {
            List<ItemHead> window = windows.next();
            for (ItemHead head : window) {
                Optional<MemoryItem> item = locked(() -> mailbox.folder(folder).item(head.uid()));
                if (item.isPresent() && !faults.withholds(item.get().head(), window.size() == 1)) {
                    breakOff(faults.readingFailure(item.get().head()));
                    loseConnectionIf(left-- == 0);
                    to.accept(new Item(told(item.get().head()), Content.of(item.get().bytes())));
                }
            }
        }
        loseConnectionIf(left == 0);
    }

    private ItemHead told(ItemHead head) {
        ItemHead told = faults.tellsVersion(head) ? head : head.withoutVersion();
        return capabilities().contains(StoreCapability.PLACES) ? told : told.with(Places.NONE);
    }

    private void breakOff(Optional<MailboxException> reason) throws MailboxException {
        if (reason.isPresent()) {
            if (reason.get().scope() == Scope.STORE) {
                close();
            }
            throw reason.get();
        }
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        requireWrite("append");
        List<byte[]> contents = new ArrayList<>();
        for (Item item : batch) {
            contents.add(bytes(item));
        }
        AppendFault fault = batch.isEmpty() ? AppendFault.NONE : faults.nextAppend();
        return locked(
                () -> {
                    MemoryFolder into = mailbox.folder(folder);
                    requireHome("append", folder);
                    if (fault == AppendFault.THROTTLED) {
                        throw MemoryFaults.throttled(store);
                    }
                    requireRoom(fault, contents);
                    loseConnectionIf(fault == AppendFault.LOST_BEFORE);
                    for (Item item : batch) {
                        requireThere(told(item.head()).places());
                    }
                    Optional<FolderPath> kept = faults.keptIn(folder);
                    if (!kept.equals(Optional.of(folder))) {
                        for (int i = 0; kept.isPresent() && i < batch.size(); i++) {
                            append(mailbox.folder(kept.get()), batch.get(i), contents.get(i));
                        }
                        return acknowledged(into, batch.size());
                    }
                    List<AppendOutcome> outcomes = new ArrayList<>();
                    for (int i = 0; i < batch.size(); i++) {
                        loseConnectionIf(
                                fault == AppendFault.LOST_HALFWAY && i == batch.size() / 2);
                        outcomes.add(append(into, batch.get(i), contents.get(i)));
                    }
                    loseConnectionIf(fault == AppendFault.LOST_AFTER);
                    for (int i = 0; i < batch.size(); i++) {
                        ItemHead head = told(batch.get(i).head());
                        uid(outcomes.get(i))
                                .ifPresent(
                                        uid -> {
                                            into.storeFlags(uid, head.flags());
                                            if (!faults.forgetsPlaces()) {
                                                into.place(uid, head.places());
                                            }
                                        });
                    }
                    return capabilities().contains(StoreCapability.APPEND_UID)
                            ? outcomes
                            : outcomes.stream().map(MemorySession::withoutUid).toList();
                });
    }

    /** With UIDs that the folder would give. */
    private List<AppendOutcome> acknowledged(MemoryFolder folder, int messages) {
        boolean told = capabilities().contains(StoreCapability.APPEND_UID);
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            Optional<Uid> uid =
                    told
                            ? Optional.of(new Uid(folder.status(false).uidNext().value() + i))
                            : Optional.empty();
            outcomes.add(new Appended(uid, Flags.NONE, Version.NONE));
        }
        return outcomes;
    }

    private AppendOutcome append(MemoryFolder into, Item item, byte[] bytes)
            throws MailboxException {
        Optional<MailboxException> refusal = faults.refusal(item);
        breakOff(refusal.filter(reason -> reason.scope() == Scope.STORE));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        ItemHead head = faults.atAppend(told(item.head()));
        Optional<Uid> equal = equalAsOne ? into.equal(bytes) : Optional.empty();
        if (equal.isPresent()) {
            into.place(equal.get(), head.places());
            return new Appended(equal, Flags.NONE, Version.NONE);
        }
        Uid uid = into.add(faults.stored(bytes), head);
        Version version = into.item(uid).orElseThrow().head().version();
        return new Appended(Optional.of(uid), Flags.NONE, version);
    }

    private static Optional<Uid> uid(AppendOutcome outcome) {
        return outcome instanceof Appended appended ? appended.uid() : Optional.empty();
    }

    private static AppendOutcome withoutUid(AppendOutcome outcome) {
        return outcome instanceof Appended appended
                ? new Appended(Optional.empty(), appended.dropped(), appended.version())
                : outcome;
    }

    private void requireRoom(AppendFault fault, List<byte[]> contents) throws MailboxException {
        long more = contents.stream().mapToLong(bytes -> bytes.length).sum();
        Optional<Quota> quota = mailbox.quota();
        if (fault == AppendFault.QUOTA_FULL
                || quota.filter(q -> q.usedBytes() + more > q.limitBytes()).isPresent()) {
            throw MailboxException.withoutRoom(
                    Scope.MAILBOX,
                    "Mailbox " + mailbox.name() + " in store " + store + " is full.",
                    "Raise its quota, or make room in it.",
                    null);
        }
    }

    private void loseConnectionIf(boolean lost) throws MailboxException {
        if (lost) {
            close();
            throw MemoryFaults.connectionLost(store);
        }
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        requireWrite("create");
        Optional<String> problem = faults.nameProblem(folder);
        if (problem.isPresent()) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "Store " + store + " has no folder '" + folder + "': " + problem.get() + ".",
                    "Map it to another name.");
        }
        locked(
                () -> {
                    if (!faults.ignoresCase() || mailbox.sameButForCase(folder).isEmpty()) {
                        mailbox.create(folder, use);
                    }
                    return null;
                });
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return faults.nameProblem(folder);
    }

    @Override
    public FolderPath home(FolderPath folder) throws MailboxException {
        return locked(() -> mailbox.homeOf(folder));
    }

    @Override
    public boolean ignoresCase() {
        return faults.ignoresCase();
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        items(folder, range).stream()
                .filter(item -> faults.hasHeader(item.head()))
                .forEach(item -> to.accept(item.head().uid(), item.fingerprint()));
    }

    @Override
    public UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        return UidSet.of(
                items(folder, UidRange.ALL).stream()
                        .filter(MemorySearch.predicate(key))
                        .map(item -> item.head().uid())
                        .toList());
    }

    @Override
    public boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        long modSeq = Long.parseLong(since.text());
        if (locked(() -> mailbox.folder(folder).hasBegunAnew(modSeq))) {
            return false;
        }
        items(folder, UidRange.ALL).stream()
                .filter(item -> item.modSeq() > modSeq)
                .forEach(
                        item -> {
                            to.accept(
                                    new ItemChange.NewFlags(
                                            item.head().uid(), item.head().flags()));
                            if (capabilities().contains(StoreCapability.PLACES)) {
                                to.accept(
                                        new ItemChange.NewPlaces(
                                                item.head().uid(), item.head().places()));
                            }
                            if (folder.kind().changes() && item.contentModSeq() > modSeq) {
                                to.accept(new ItemChange.NewContent(told(item.head())));
                            }
                        });
        return true;
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        requireWrite("storeFlags");
        change(folder, into -> flags.forEach(into::storeFlags));
    }

    @Override
    public void storePlaces(FolderPath folder, Map<Uid, Places> places) throws MailboxException {
        requireWrite("storePlaces");
        locked(
                () -> {
                    MemoryFolder into = mailbox.folder(folder);
                    for (Places wanted : places.values()) {
                        requireThere(wanted);
                    }
                    places.forEach((uid, wanted) -> into.storePlaces(uid, wanted.without(folder)));
                    return null;
                });
    }

    private void requireThere(Places places) throws MailboxException {
        for (FolderPath place : places.folders()) {
            mailbox.folder(place);
        }
    }

    @Override
    public ReplaceOutcome replace(FolderPath folder, Uid uid, Version expected, Item item)
            throws MailboxException {
        requireWrite("replace");
        byte[] bytes = bytes(item);
        AppendFault fault = faults.nextAppend();
        return locked(
                () -> {
                    MemoryFolder into = mailbox.folder(folder);
                    if (fault == AppendFault.THROTTLED) {
                        throw MemoryFaults.throttled(store);
                    }
                    requireRoom(fault, List.of(bytes));
                    loseConnectionIf(
                            fault == AppendFault.LOST_BEFORE || fault == AppendFault.LOST_HALFWAY);
                    breakOff(faults.refusal(item));
                    Optional<ItemHead> there = into.item(uid).map(MemoryItem::head);
                    if (there.isEmpty()) {
                        return new ReplaceOutcome.Missing();
                    }
                    if (expected.isKnown() && !expected.equals(there.get().version())) {
                        return new ReplaceOutcome.Changed();
                    }
                    Version version =
                            into.edit(
                                    uid,
                                    faults.stored(bytes),
                                    item.head().with(there.get().places()));
                    loseConnectionIf(fault == AppendFault.LOST_AFTER);
                    return new ReplaceOutcome.Replaced(version);
                });
    }

    @Override
    public void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        requireWrite("delete");
        change(folder, into -> uids.forEach(into::remove));
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        requireWrite("subscribe");
        change(folder, MemoryFolder::subscribe);
    }

    @Override
    public Optional<Quota> quota() throws MailboxException {
        return locked(mailbox::quota);
    }

    @Override
    public void close() {
        closed = true;
    }

    private List<MemoryItem> items(FolderPath folder, UidRange range) throws MailboxException {
        faults.open(folder);
        return locked(() -> mailbox.folder(folder).items(range));
    }

    private void change(FolderPath folder, Consumer<MemoryFolder> change) throws MailboxException {
        locked(
                () -> {
                    change.accept(mailbox.folder(folder));
                    return null;
                });
    }

    private interface Work<T> {
        T run() throws MailboxException;
    }

    private <T> T locked(Work<T> work) throws MailboxException {
        mailbox.lock.lock();
        try {
            if (closed || faults.isDown()) {
                throw MemoryFaults.connectionLost(store);
            }
            return work.run();
        } finally {
            mailbox.lock.unlock();
        }
    }

    private void requireHome(String call, FolderPath folder) {
        FolderPath home = mailbox.homeOf(folder);
        if (!home.equals(folder)) {
            throw new IllegalStateException(
                    call + " in '" + folder + "', whose items are in '" + home + "'");
        }
    }

    private void requireWrite(String call) {
        if (access != Access.WRITE) {
            throw new IllegalStateException(
                    call + " on mailbox " + mailbox.name() + ", which is open as a source");
        }
    }

    private byte[] bytes(Item item) throws MailboxException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) item.content().size());
        try {
            item.content().writeTo(out);
        } catch (IOException e) {
            throw new MailboxException(
                    Scope.STORE, Retry.LATER, "A spooled message cannot be read: " + e, "", e);
        }
        return out.toByteArray();
    }
}
