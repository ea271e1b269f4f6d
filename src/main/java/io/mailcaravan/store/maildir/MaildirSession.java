package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DiskMailbox;
import io.mailcaravan.disk.FolderLock;
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
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One Maildir, open as a source or as a destination. As a source it writes nothing there. */
final class MaildirSession implements MailboxSession {

    private static final Set<StoreCapability> CAPABILITIES =
            Set.of(
                    StoreCapability.INTERNAL_DATE,
                    StoreCapability.FLAGS,
                    StoreCapability.KEYWORDS,
                    StoreCapability.APPEND_UID,
                    StoreCapability.BATCH_APPEND,
                    StoreCapability.SPECIAL_USE,
                    StoreCapability.SUBSCRIPTIONS,
                    StoreCapability.STORE_FLAGS,
                    StoreCapability.DELETE);

    private final DiskMailbox disk;
    private final Path root;
    private final Spool spool;
    private final MaildirTree tree;
    private final FileNumbering numbering;
    private final Optional<UidValidities> validities;
    private final Map<FolderPath, OpenFolder> open = new HashMap<>();

    /**
     * @param shared the folder in which the numbers of all mailboxes' folders are kept
     */
    MaildirSession(
            String mailbox,
            Path root,
            Layout layout,
            Access access,
            Spool spool,
            Path shared,
            Path ownLists) {
        this.disk = new DiskMailbox(mailbox, access);
        this.root = root;
        this.spool = spool;
        this.tree = new MaildirTree(mailbox, root, layout);
        if (access == Access.WRITE) {
            UidValidities numbers = new UidValidities(shared, root, disk::requireOpen);
            this.validities = Optional.of(numbers);
            this.numbering = new DestinationNumbering(numbers, disk::requireOpen);
        } else {
            this.validities = Optional.empty();
            this.numbering = new SourceNumbering(ownLists, disk::requireOpen);
        }
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public String description() {
        return "Maildir in " + root;
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return disk.run(Scope.MAILBOX, "Listing the folders", tree::folders);
    }

    @Override
    public List<String> overlooked() throws MailboxException {
        return disk.run(Scope.MAILBOX, "Listing the folders", tree::overlooked);
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return tree.nameProblem(folder);
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        return inFolder(folder, "Looking at", there -> there.status(folder));
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        each(folder, "Listing", range, (there, uid, file) -> there.head(uid, file).ifPresent(to));
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        OpenFolder there =
                inFolder(
                        folder,
                        "Reading",
                        found -> {
                            found.view();
                            return found;
                        });
        while (windows.hasNext()) {
            for (ItemHead head : windows.next()) {
                Optional<Item> item =
                        inFolder(
                                folder,
                                "Reading UID " + head.uid() + " of",
                                same -> there.item(head.uid(), spool.threshold()));
                if (item.isPresent()) {
                    to.accept(item.get());
                }
            }
        }
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        return inFolder(
                folder,
                "Reading UID " + uid + " of",
                there -> there.unreadable(uid, spool.threshold()));
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        disk.requireWrite("append");
        return inFolder(
                folder, "Appending to", there -> batch.isEmpty() ? List.of() : there.append(batch));
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        disk.requireWrite("create");
        underMaildirLock(
                "Creating folder '" + folder + "'",
                () -> {
                    tree.create(folder, use, validities.orElseThrow());
                    return null;
                });
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        each(
                folder,
                "Reading headers of",
                range,
                (there, uid, file) ->
                        there.fingerprint(uid, file).ifPresent(print -> to.accept(uid, print)));
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        disk.requireWrite("storeFlags");
        inFolder(
                folder,
                "Changing flags in",
                there -> {
                    there.storeFlags(flags);
                    return null;
                });
    }

    @Override
    public void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        disk.requireWrite("delete");
        inFolder(
                folder,
                "Deleting in",
                there -> {
                    there.delete(uids);
                    return null;
                });
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        disk.requireWrite("subscribe");
        underMaildirLock(
                "Subscribing to folder '" + folder + "'",
                () -> {
                    tree.directory(folder);
                    Subscriptions.add(root, folder);
                    return null;
                });
    }

    @Override
    public void close() {
        disk.close();
    }

    private interface FolderWork<T> {
        T on(OpenFolder there) throws IOException, MailboxException;
    }

    private interface MessageWork {
        void on(OpenFolder there, Uid uid, MessageFile file) throws IOException, MailboxException;
    }

    private void each(FolderPath folder, String what, UidRange range, MessageWork work)
            throws MailboxException {
        inFolder(
                folder,
                what,
                there -> {
                    FolderView view = there.view();
                    int end = view.to(range);
                    for (int i = view.from(range); i < end; i++) {
                        disk.requireOpen();
                        work.on(there, view.uid(i), view.file(i));
                    }
                    return null;
                });
    }

    private <T> T inFolder(FolderPath folder, String what, FolderWork<T> work)
            throws MailboxException {
        return disk.run(
                Scope.FOLDER,
                what + " folder '" + folder + "'",
                () -> {
                    OpenFolder there = open.get(folder);
                    if (there == null || !tree.isFolder(there.path())) {
                        there =
                                new OpenFolder(
                                        tree.directory(folder),
                                        numbering,
                                        validities,
                                        disk::requireOpen);
                        open.put(folder, there);
                    }
                    return work.on(there);
                });
    }

    private <T> T underMaildirLock(String what, DiskMailbox.Work<T> work) throws MailboxException {
        return disk.run(Scope.FOLDER, what, disk.locked(root.resolve(FolderLock.FILE), work));
    }
}
