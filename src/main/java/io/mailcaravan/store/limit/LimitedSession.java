package io.mailcaravan.store.limit;

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
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.NewFolder;
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
import java.util.ArrayList;
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

/** A session that reads and appends no more than it may. */
final class LimitedSession implements MailboxSession {

    /** About what a server sends to tell of one item: UID, flags, date, size. */
    private static final long LISTED_BYTES = 100;

    /** The same with its header. */
    private static final long FINGERPRINT_BYTES = 4_000;

    private final MailboxSession session;
    private final Allowance reading;
    private final Allowance writing;
    private final AtomicBoolean closed = new AtomicBoolean();

    LimitedSession(MailboxSession session, Allowance reading, Allowance writing) {
        this.session = session;
        this.reading = reading;
        this.writing = writing;
        reading.open();
        writing.open();
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return session.capabilities();
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return session.folders();
    }

    @Override
    public List<String> warnings() {
        return session.warnings();
    }

    @Override
    public List<String> overlooked() throws MailboxException {
        return session.overlooked();
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        return session.status(folder);
    }

    @Override
    public OptionalLong announced(FolderPath folder) {
        return session.announced(folder);
    }

    @Override
    public List<FolderStatus> statuses(List<FolderPath> folders) throws MailboxException {
        return session.statuses(folders);
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        long[] items = {0};
        session.list(
                folder,
                range,
                head -> {
                    items[0]++;
                    to.accept(head);
                });
        reading.charge(items[0] * LISTED_BYTES);
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        LimitedWindows limited = new LimitedWindows(windows, reading);
        session.read(
                folder,
                limited,
                item -> {
                    boolean inTime = false;
                    try {
                        reading.pace(item.content().size());
                        inTime = true;
                    } finally {
                        if (!inTime) {
                            item.content().close();
                        }
                    }
                    to.accept(item);
                });
        limited.end();
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        return session.unreadable(folder, uid);
    }

    /**
     * Appends as many as may be appended, from the first on; the others are refused with the
     * reason.
     */
    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        int allowed = 0;
        Optional<MailboxException> reason = Optional.empty();
        for (Item item : batch) {
            try {
                writing.take(item.content().size());
                allowed++;
            } catch (MailboxException e) {
                reason = Optional.of(e);
                break;
            }
        }
        List<AppendOutcome> outcomes = new ArrayList<>(batch.size());
        if (allowed > 0) {
            List<Item> now = batch.subList(0, allowed);
            writing.pace(now.stream().mapToLong(item -> item.content().size()).sum());
            outcomes.addAll(session.append(folder, now));
        }
        while (outcomes.size() < batch.size()) {
            outcomes.add(new AppendOutcome.Refused(reason.orElseThrow()));
        }
        return outcomes;
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        session.create(folder, use);
    }

    @Override
    public List<Optional<MailboxException>> createAll(List<NewFolder> folders)
            throws MailboxException {
        return session.createAll(folders);
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return session.nameProblem(folder);
    }

    @Override
    public FolderPath home(FolderPath folder) throws MailboxException {
        return session.home(folder);
    }

    @Override
    public FolderPath listed(FolderPath folder) {
        return session.listed(folder);
    }

    @Override
    public boolean ignoresCase() {
        return session.ignoresCase();
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        long[] items = {0};
        session.fingerprints(
                folder,
                range,
                (uid, fingerprint) -> {
                    items[0]++;
                    to.accept(uid, fingerprint);
                });
        reading.charge(items[0] * FINGERPRINT_BYTES);
    }

    @Override
    public OptionalLong appendLimit() {
        return session.appendLimit();
    }

    @Override
    public String description() {
        return session.description();
    }

    @Override
    public UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        return session.search(folder, key);
    }

    @Override
    public boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        return session.changes(folder, since, to);
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        session.storeFlags(folder, flags);
    }

    @Override
    public void storePlaces(FolderPath folder, Map<Uid, Places> places) throws MailboxException {
        session.storePlaces(folder, places);
    }

    @Override
    public ReplaceOutcome replace(FolderPath folder, Uid uid, Version expected, Item item)
            throws MailboxException {
        writing.take(item.content().size());
        writing.pace(item.content().size());
        return session.replace(folder, uid, expected, item);
    }

    @Override
    public void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        session.delete(folder, uids);
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        session.subscribe(folder);
    }

    @Override
    public Optional<Quota> quota() throws MailboxException {
        return session.quota();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.close();
            reading.close();
            writing.close();
        }
    }
}
