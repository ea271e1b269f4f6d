package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.ModSeq;
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

/** One connection to one mailbox. Each topic has its own class; this one only hands over. */
final class ImapSession implements MailboxSession {
    private final Wire wire;
    private final Capabilities announced;
    private final FolderNames names;
    private final String greeting;
    private final boolean readOnly;
    private final OptionalLong appendLimit;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean busy;

    private final Folders folders;
    private final FolderListing folderListing;
    private final FolderCreation folderCreation;
    private final Listing listing;
    private final Reading reading;
    private final Appending appending;
    private final Changing changing;
    private final Searching searching;

    ImapSession(
            Wire wire,
            Capabilities announced,
            FolderNames names,
            String greeting,
            ImapStoreConfiguration configuration,
            Access access,
            Spool spool,
            Runnable whenClosed) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
        this.greeting = greeting;
        this.readOnly = access == Access.READ;
        this.whenClosed = whenClosed;
        appendLimit =
                configuration.appendLimit().isPresent()
                        ? configuration.appendLimit()
                        : announced.appendLimit();
        folders = new Folders(wire, announced, names, readOnly);
        folderListing = new FolderListing(wire, announced, names);
        folderCreation = new FolderCreation(wire, announced, names);
        listing = new Listing(wire, folders);
        reading = new Reading(wire, folders, spool);
        FlagsAfterAppend flagsAfterAppend =
                new FlagsAfterAppend(wire, folders, configuration.flagsAfterAppend(), greeting);
        appending = new Appending(wire, announced, names, folders, flagsAfterAppend, appendLimit);
        changing = new Changing(wire, folders);
        searching = new Searching(wire, announced, folders);
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return SessionCapabilities.of(announced, greeting);
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return call(folderListing::folders);
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return names.problem(folder);
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        return call(() -> folders.status(folder));
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        run(() -> listing.list(folder, range, to));
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        run(() -> reading.read(folder, windows, to));
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        checkWritable("append");
        return call(() -> appending.append(folder, batch));
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        checkWritable("create a folder");
        run(() -> folderCreation.create(folder, use));
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        run(() -> listing.fingerprints(folder, range, to));
    }

    @Override
    public OptionalLong appendLimit() {
        return appendLimit;
    }

    @Override
    public String description() {
        return greeting.replaceFirst("^\\[[^]]*] *", "") + "; " + announced;
    }

    @Override
    public UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        return call(() -> searching.search(folder, key));
    }

    @Override
    public void changes(FolderPath folder, ModSeq since, BiConsumer<Uid, Flags> to)
            throws MailboxException {
        check(StoreCapability.MODSEQ);
        run(() -> listing.changes(folder, since, to));
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        checkWritable("store flags");
        run(() -> changing.storeFlags(folder, flags));
    }

    @Override
    public void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        checkWritable("delete");
        check(StoreCapability.DELETE);
        run(() -> changing.delete(folder, uids));
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        checkWritable("subscribe");
        run(
                () -> {
                    wire.doing("subscribing to " + folder);
                    wire.run("SUBSCRIBE " + folders.name(folder), Scope.FOLDER, line -> {});
                });
    }

    @Override
    public Optional<Quota> quota() throws MailboxException {
        check(StoreCapability.QUOTA);
        return call(() -> QuotaQuestion.ask(wire));
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
        T run() throws MailboxException;
    }

    private interface Action {
        void run() throws MailboxException;
    }

    private void run(Action action) throws MailboxException {
        call(
                () -> {
                    action.run();
                    return null;
                });
    }

    private <T> T call(Call<T> call) throws MailboxException {
        busy = true;
        try {
            return call.run();
        } finally {
            busy = false;
        }
    }
}
