package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.ChangeCursor;
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
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.NewFolder;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One connection to one mailbox. Each group of commands has its own class; this one only hands
 * over.
 */
final class ImapSession implements LabelSession {
    /** What Gmail announces. */
    private static final String LABELS = "X-GM-EXT-1";

    private final Wire wire;
    private final SessionSetup setup;
    private final ServerQuirks quirks;
    private final boolean readOnly;
    private final Spool spool;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean busy;

    private Capabilities announced;
    private WireNames names;
    private SessionCommands commands;
    private List<String> overlooked = List.of();

    /**
     * @param setup asked already
     */
    ImapSession(
            Wire wire,
            SessionSetup setup,
            ServerQuirks quirks,
            Access access,
            Spool spool,
            Runnable whenClosed) {
        this.wire = wire;
        this.setup = setup;
        this.announced = setup.capabilities();
        this.quirks = quirks;
        this.readOnly = access == Access.READ;
        this.spool = spool;
        this.whenClosed = whenClosed;
    }

    /** Waits for the setup, once. */
    private SessionCommands ready(Consumer<ServerLine> others) throws MailboxException {
        if (commands == null) {
            setup.finish(others);
            announced = setup.capabilities();
            names = setup.names();
            commands =
                    new SessionCommands(
                            wire, announced, names, quirks, readOnly, appendLimit(), spool);
        }
        return commands;
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return SessionCapabilities.of(announced, quirks);
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return busy(
                () -> {
                    // sent together with what is still to be prepared
                    FolderListing listing = FolderListing.ask(wire, announced, readOnly);
                    SessionCommands ready = ready(listing::add);
                    List<Folder> folders = listing.folders(names);
                    overlooked = listing.overlooked();
                    ready.statuses.keep(listing.statuses());
                    return folders;
                });
    }

    @Override
    public List<String> overlooked() {
        return overlooked;
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        return busy(() -> ready(line -> {}).reading.unreadable(folder, uid));
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return knowsNames()
                ? names.problem(folder).or(() -> quirks.nameProblem(folder))
                : Optional.empty();
    }

    @Override
    public FolderPath listed(FolderPath folder) {
        return knowsNames() ? names.listed(folder) : folder;
    }

    /** False after a failure; the next call meets the same one and tells it. */
    private boolean knowsNames() {
        if (commands == null) {
            try {
                busy(() -> ready(line -> {}));
            } catch (MailboxException e) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean ignoresCase() {
        return quirks.ignoresCase();
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        return call(commands -> commands.statuses.status(folder));
    }

    /** EXISTS of the selected folder. */
    @Override
    public OptionalLong announced(FolderPath folder) {
        return commands == null ? OptionalLong.empty() : commands.folders.announced(folder);
    }

    @Override
    public List<FolderStatus> statuses(List<FolderPath> folders) throws MailboxException {
        return busy(() -> ready(line -> {}).statuses.statuses(folders));
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        run(commands -> commands.listing.list(folder, range, to));
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        run(commands -> commands.reading.read(folder, windows, to));
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        checkWritable("append");
        return call(commands -> commands.appending.append(folder, batch));
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        checkWritable("create a folder");
        run(commands -> commands.creation.create(new NewFolder(folder, use, false)));
    }

    @Override
    public List<Optional<MailboxException>> createAll(List<NewFolder> folders)
            throws MailboxException {
        checkWritable("create folders");
        return call(commands -> commands.creation.createAll(folders));
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        run(commands -> commands.listing.fingerprints(folder, range, to));
    }

    @Override
    public OptionalLong appendLimit() {
        return quirks.appendLimit().isPresent() ? quirks.appendLimit() : announced.appendLimit();
    }

    @Override
    public String description() {
        return wire.greeting() + "; " + announced;
    }

    /** By IMAP alone a message at Gmail shows in the folder of each of its labels. */
    @Override
    public List<String> warnings() {
        if (!announced.has(LABELS) || quirks.mergesCopies()) {
            return List.of();
        }
        String type = "caravan.stores." + wire.mailbox().store() + ".type=gmail";
        return List.of(
                readOnly
                        ? "the server is Gmail, where each message shows in the folder of each of"
                                + " its labels and in All Mail: with type=imap it is copied as"
                                + " many times; set "
                                + type
                        : "the server is Gmail, which keeps a message once, with labels: set "
                                + type);
    }

    @Override
    public UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        return call(commands -> commands.searching.search(folder, key));
    }

    @Override
    public boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        check(StoreCapability.CHANGES);
        boolean[] told = {false};
        run(commands -> told[0] = commands.listing.changes(folder, since, to));
        return told[0];
    }

    @Override
    public boolean hasLabels() throws MailboxException {
        return busy(
                () -> {
                    ready(line -> {});
                    return announced.has(LABELS);
                });
    }

    @Override
    public void listLabelled(
            FolderPath folder, UidRange range, BiConsumer<ItemHead, List<String>> to)
            throws MailboxException {
        run(commands -> commands.listing.listLabelled(folder, range, to));
    }

    @Override
    public boolean labelledChanges(FolderPath folder, ChangeCursor since, LabelledChange to)
            throws MailboxException {
        check(StoreCapability.CHANGES);
        return call(commands -> commands.listing.labelledChanges(folder, since, to));
    }

    @Override
    public void addLabels(FolderPath folder, Map<String, ? extends Collection<Uid>> messages)
            throws MailboxException {
        checkWritable("add labels");
        run(commands -> commands.labels.store(folder, "+", messages));
    }

    @Override
    public void removeLabels(FolderPath folder, Map<String, ? extends Collection<Uid>> messages)
            throws MailboxException {
        checkWritable("remove labels");
        run(commands -> commands.labels.store(folder, "-", messages));
    }

    @Override
    public FolderPath folderOf(String label) {
        return commands.names.folderOf(label);
    }

    @Override
    public boolean wasMerged(FolderPath folder, Uid uid) {
        return commands.appending.wasMerged(folder, uid);
    }

    @Override
    public Map<Uid, List<String>> labels(FolderPath folder, Collection<Uid> messages)
            throws MailboxException {
        return call(commands -> commands.labels.of(folder, messages));
    }

    @Override
    public String labelOf(FolderPath folder) throws MailboxException {
        return busy(() -> ready(line -> {}).names.wire(folder));
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        checkWritable("store flags");
        run(commands -> commands.changing.storeFlags(folder, flags));
    }

    @Override
    public void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        checkWritable("delete");
        check(StoreCapability.DELETE);
        run(commands -> commands.changing.delete(folder, uids));
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        checkWritable("subscribe");
        run(
                commands -> {
                    wire.doing("subscribing to " + folder);
                    wire.run(
                            "SUBSCRIBE " + commands.folders.name(folder), Scope.FOLDER, line -> {});
                });
    }

    @Override
    public Optional<Quota> quota() throws MailboxException {
        check(StoreCapability.QUOTA);
        return call(commands -> QuotaQuestion.ask(wire));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (busy) {
                wire.abort();
            } else {
                wire.logout();
            }
        } finally {
            whenClosed.run();
        }
    }

    private void check(StoreCapability capability) {
        if (!capabilities().contains(capability)) {
            throw new IllegalStateException(
                    "asked for " + capability + ", which this server does not announce");
        }
    }

    /** A source stays as it is, whatever the caller asks for. */
    private void checkWritable(String what) {
        if (readOnly) {
            throw new IllegalStateException("asked to " + what + " in a session for reading");
        }
    }

    private interface Call<T> {
        T run(SessionCommands commands) throws MailboxException;
    }

    private interface Action {
        void run(SessionCommands commands) throws MailboxException;
    }

    private interface Work<T> {
        T run() throws MailboxException;
    }

    private void run(Action action) throws MailboxException {
        call(
                commands -> {
                    action.run(commands);
                    return null;
                });
    }

    private <T> T call(Call<T> call) throws MailboxException {
        return busy(
                () -> {
                    SessionCommands ready = ready(line -> {});
                    ready.statuses.forget();
                    return call.run(ready);
                });
    }

    private <T> T busy(Work<T> work) throws MailboxException {
        boolean before = busy;
        busy = true;
        try {
            return work.run();
        } finally {
            busy = before;
        }
    }
}
