package io.mailcaravan.store.eml;

import io.mailcaravan.disk.DiskErrors;
import io.mailcaravan.disk.DiskMailbox;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One mailbox of {@code .eml} files, open as a source or as a destination. */
final class EmlSession implements MailboxSession {

    private static final Set<StoreCapability> CAPABILITIES =
            Set.of(StoreCapability.INTERNAL_DATE, StoreCapability.APPEND_UID);

    private final DiskMailbox disk;
    private final Path root;
    private final Spool spool;
    private final EmlFiles files;
    private final EmlNumbers numbers;

    /** Why files failed to be read, by name; some could be read a moment later. */
    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    /**
     * @param root the directory, or the archive
     * @param lists the folder in which the UIDs of all mailboxes are kept
     */
    EmlSession(String mailbox, Path root, EmlFiles files, Access access, Spool spool, Path lists) {
        this.disk = new DiskMailbox(mailbox, access);
        this.root = root;
        this.files = files;
        this.spool = spool;
        this.numbers =
                new EmlNumbers(
                        lists,
                        disk::requireOpen,
                        file -> new EmlMessage(files, file, spool).header());
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public String description() {
        return ".eml files in " + root;
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return onDisk(
                Scope.MAILBOX,
                "Listing the folders",
                () -> files.paths().stream().map(Folder::of).toList());
    }

    @Override
    public List<String> overlooked() throws MailboxException {
        return onDisk(Scope.MAILBOX, "Listing the folders", files::overlooked);
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return folder.names().stream().map(EmlNames::problem).flatMap(Optional::stream).findFirst();
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        EmlView view = view(folder, "Looking at");
        return new FolderStatus(
                folder,
                view.uidValidity(),
                view.uidNext(),
                true,
                view.files().size(),
                Optional.empty());
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        for (Map.Entry<Uid, EmlFile> each : view(folder, "Listing").in(range).entrySet()) {
            disk.requireOpen();
            to.accept(new EmlMessage(files, each.getValue(), spool).head(each.getKey()));
        }
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        Map<Uid, EmlFile> wanted = view(folder, "Reading headers of").in(range);
        for (Map.Entry<Uid, EmlFile> each : wanted.entrySet()) {
            disk.requireOpen();
            try {
                to.accept(
                        each.getKey(), new EmlMessage(files, each.getValue(), spool).fingerprint());
            } catch (IOException e) {
                requireReadable(folder, e);
            }
        }
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        EmlView view = view(folder, "Reading");
        while (windows.hasNext()) {
            for (ItemHead head : windows.next()) {
                disk.requireOpen();
                EmlFile file = view.files().get(head.uid());
                Optional<Item> item =
                        file == null ? Optional.empty() : item(folder, head.uid(), file);
                if (item.isPresent()) {
                    to.accept(item.get());
                }
            }
        }
    }

    private Optional<Item> item(FolderPath folder, Uid uid, EmlFile file) throws MailboxException {
        if (file.size() == 0) {
            return Optional.empty();
        }
        try {
            Item item = new EmlMessage(files, file, spool).item(uid);
            reasons.remove(file.name());
            return Optional.of(item);
        } catch (IOException e) {
            requireReadable(folder, e);
            reasons.put(file.name(), FileErrors.words(e));
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        EmlFile file = view(folder, "Reading UID " + uid + " of").files().get(uid);
        if (file == null) {
            return Optional.empty();
        }
        if (file.size() == 0) {
            return Optional.of("the file " + told(file) + " is empty");
        }
        try {
            new EmlMessage(files, file, spool).check();
            return Optional.ofNullable(reasons.get(file.name())).map(reason -> told(file, reason));
        } catch (IOException e) {
            return Optional.of(told(file, FileErrors.words(e)));
        }
    }

    private static String told(EmlFile file, String reason) {
        return "the file " + told(file) + " cannot be read: " + reason;
    }

    private static String told(EmlFile file) {
        return ByteNames.printable(file.name());
    }

    /** One file that cannot be read stops only itself, unless all of them cannot. */
    private void requireReadable(FolderPath folder, IOException e) throws MailboxException {
        disk.requireOpen();
        if (e instanceof ClosedChannelException) {
            throw DiskErrors.of(Scope.STORE, "Reading mailbox " + disk.name(), e);
        }
        onDisk(Scope.FOLDER, "Reading folder '" + folder + "'", files::paths);
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        disk.requireWrite("append");
        return onDisk(
                Scope.FOLDER,
                "Appending to folder '" + folder + "'",
                disk.locked(
                        root.resolve(FolderLock.FILE),
                        () -> {
                            require(folder);
                            return batch.isEmpty() ? List.of() : deliver(folder, batch);
                        }));
    }

    private List<AppendOutcome> deliver(FolderPath folder, List<Item> batch)
            throws IOException, MailboxException {
        EmlTree tree = (EmlTree) files;
        Path directory = tree.directory(folder);
        EmlDelivery.removeLeftovers(directory);
        EmlDelivery delivery = new EmlDelivery(directory);
        try {
            // so that what is there has its numbers, and the new ones go in the batch's order
            number(folder);
            numbers.bind(key(folder), directory);
            delivery.write(batch);
            List<EmlFile> files = new ArrayList<>();
            for (String name : delivery.commit()) {
                files.add(
                        new EmlFile(
                                tree.name(directory, name),
                                batch.get(files.size()).content().size(),
                                EmlNames.received(name).orElseThrow(),
                                ""));
            }
            Map<String, Uid> uids = new HashMap<>();
            numbers.number(key(folder), files)
                    .files()
                    .forEach((uid, file) -> uids.put(file.id(), uid));
            List<AppendOutcome> outcomes = new ArrayList<>();
            for (EmlFile file : files) {
                Item item = batch.get(outcomes.size());
                outcomes.add(new Appended(Optional.of(uids.get(file.id())), item.head().flags()));
            }
            return outcomes;
        } catch (IOException e) {
            if (delivery.started()) {
                throw new MailboxException(
                        Scope.STORE,
                        Retry.NOW,
                        "Appending to "
                                + directory
                                + " broke off half-way: "
                                + e.getMessage()
                                + ".",
                        "",
                        e);
            }
            throw e;
        }
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        disk.requireWrite("create");
        Optional<String> problem = nameProblem(folder);
        if (problem.isPresent()) {
            throw disk.impossible(folder, problem.get());
        }
        onDisk(
                Scope.FOLDER,
                "Creating folder '" + folder + "'",
                disk.locked(
                        root.resolve(FolderLock.FILE),
                        () -> {
                            ((EmlTree) files).create(folder);
                            return null;
                        }));
    }

    @Override
    public void close() {
        disk.close();
        try {
            files.close();
        } catch (IOException e) {
            // nothing was written by it
        }
    }

    private EmlView view(FolderPath folder, String what) throws MailboxException {
        return onDisk(Scope.FOLDER, what + " folder '" + folder + "'", () -> number(folder));
    }

    private EmlView number(FolderPath folder) throws IOException, MailboxException {
        List<EmlFile> there = require(folder);
        Optional<Path> directory =
                files instanceof EmlTree tree
                        ? Optional.of(tree.directory(folder))
                        : Optional.empty();
        return numbers.number(key(folder), directory, disk.access() == Access.WRITE, there);
    }

    private List<EmlFile> require(FolderPath folder) throws IOException, MailboxException {
        Optional<List<EmlFile>> there = files.files(folder);
        if (there.isEmpty()) {
            throw disk.noFolder(folder);
        }
        return there.get();
    }

    /** A zero byte is in no path. */
    private String key(FolderPath folder) {
        return ByteNames.ofAll(root) + "\0" + ByteNames.bytes(folder.toString());
    }

    private <T> T onDisk(Scope scope, String what, DiskMailbox.Work<T> work)
            throws MailboxException {
        return disk.run(
                scope,
                what,
                () -> {
                    try {
                        return work.run();
                    } catch (IllegalStateException e) {
                        throw new IOException(e); // an archive that is closed meanwhile
                    }
                });
    }
}
