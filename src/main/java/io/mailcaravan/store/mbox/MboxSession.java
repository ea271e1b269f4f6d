package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DiskMailbox;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Fingerprint;
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
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One mailbox of mbox files, open as a source or as a destination. */
final class MboxSession implements MailboxSession {

    private static final Set<StoreCapability> CAPABILITIES =
            Set.of(
                    StoreCapability.INTERNAL_DATE,
                    StoreCapability.FLAGS,
                    StoreCapability.KEYWORDS,
                    StoreCapability.APPEND_UID,
                    StoreCapability.BATCH_APPEND);

    private static final Set<StoreCapability> TAKEOUT =
            Set.of(
                    StoreCapability.INTERNAL_DATE,
                    StoreCapability.FLAGS,
                    StoreCapability.SPECIAL_USE,
                    StoreCapability.PLACES);

    /**
     * What a session is opened on.
     *
     * @param root the file or the directory
     * @param lock taken by whoever makes folders
     * @param numbers where the folders' UIDVALIDITY is noted
     * @param threshold bytes from which on a message is not held in memory
     */
    record Place(
            String mailbox,
            Path root,
            Path lock,
            MboxLayout layout,
            MboxFormat format,
            Path numbers,
            Views views,
            long threshold) {}

    private final DiskMailbox disk;
    private final Place place;
    private final boolean takeout;
    private final MboxFolders folders;
    private final MboxNumbers numbers;
    private final Map<Path, MboxFile> files = new HashMap<>();
    private final Map<FolderPath, MboxFolder> open = new HashMap<>();

    MboxSession(Place place, Access access) {
        this.disk = new DiskMailbox(place.mailbox(), access);
        this.place = place;
        this.takeout = place.layout() == MboxLayout.TAKEOUT;
        this.folders =
                place.layout() == MboxLayout.TREE
                        ? new MboxTree(place.root())
                        : new OneFile(place.root());
        this.numbers = new MboxNumbers(place.numbers(), disk::requireOpen);
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return takeout ? TAKEOUT : CAPABILITIES;
    }

    @Override
    public String description() {
        return switch (place.layout()) {
            case TREE -> "mbox files in " + place.root();
            case TAKEOUT -> "Google Takeout in " + place.root();
            default -> "mbox " + place.root();
        };
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return disk.run(
                Scope.MAILBOX,
                "Listing the folders",
                () -> {
                    if (takeout) {
                        return labels(file(place.root()).view().labels());
                    }
                    return folders.paths().stream().map(Folder::of).toList();
                });
    }

    private static List<Folder> labels(LabelSets labels) {
        Set<FolderPath> paths = new LinkedHashSet<>();
        paths.add(FolderPath.INBOX);
        for (GmailLabels each : labels.all()) {
            addWithParents(paths, each.home());
            each.places().folders().forEach(path -> addWithParents(paths, path));
        }
        List<Folder> all = new ArrayList<>();
        paths.forEach(path -> all.add(new Folder(path, true, true, GmailLabels.use(path))));
        return all;
    }

    private static void addWithParents(Set<FolderPath> paths, FolderPath path) {
        path.parent().ifPresent(parent -> addWithParents(paths, parent));
        paths.add(path);
    }

    @Override
    public List<String> overlooked() throws MailboxException {
        return disk.run(
                Scope.MAILBOX,
                "Listing the folders",
                () -> {
                    List<String> all = new ArrayList<>(folders.overlooked());
                    for (FolderPath folder : folders.paths()) {
                        Optional<Path> file = folders.file(folder);
                        if (file.isPresent()) {
                            all.addAll(overlooked(file(file.get())));
                        }
                    }
                    return all;
                });
    }

    /** What is in a file, and is not listed. */
    private static List<String> overlooked(MboxFile file) throws MailboxException {
        try {
            return file.overlooked();
        } catch (IOException e) {
            return List.of(); // the folder itself fails, and tells why
        } catch (MailboxException e) {
            if (e.scope() == Scope.FOLDER) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return folders.nameProblem(folder);
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        return inFolder(folder, "Looking at", there -> there.status(folder, there.file().view()));
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        each(folder, "Listing", range, (reader, index) -> to.accept(reader.head(index)));
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        each(
                folder,
                "Reading headers of",
                range,
                (reader, index) -> to.accept(MboxIndex.uid(index), reader.fingerprint(index)));
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        MboxFolder there = inFolder(folder, "Reading", found -> found);
        MboxView view = inFolder(folder, "Reading", found -> found.file().view());
        while (windows.hasNext()) {
            for (ItemHead head : windows.next()) {
                Optional<Item> item =
                        disk.run(
                                Scope.FOLDER,
                                "Reading UID " + head.uid() + " of folder '" + folder + "'",
                                () -> item(there, view, head.uid()));
                if (item.isPresent()) {
                    to.accept(item.get());
                }
            }
        }
    }

    private Optional<Item> item(MboxFolder there, MboxView view, Uid uid)
            throws IOException, MailboxException {
        Optional<Integer> index = there.index(view, uid);
        return index.isPresent()
                ? there.file().item(view, index.get(), place.threshold())
                : Optional.empty();
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        return inFolder(
                folder,
                "Reading UID " + uid + " of",
                there -> {
                    MboxView view = there.file().view();
                    Optional<Integer> index = there.index(view, uid);
                    return index.isPresent()
                            ? there.file().problem(view, index.get())
                            : Optional.empty();
                });
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        disk.requireWrite("append");
        return inFolder(
                folder,
                "Appending to",
                there -> batch.isEmpty() ? List.of() : there.file().append(batch));
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        disk.requireWrite("create");
        Optional<String> problem = nameProblem(folder);
        if (problem.isPresent()) {
            throw disk.impossible(folder, problem.get());
        }
        disk.run(
                Scope.FOLDER,
                "Creating folder '" + folder + "'",
                disk.locked(
                        place.lock(),
                        () -> {
                            folders.create(folder);
                            return null;
                        }));
    }

    @Override
    public void close() {
        if (disk.isClosed()) {
            return;
        }
        disk.close();
        for (MboxFile file : List.copyOf(files.values())) {
            try {
                file.close();
            } catch (IOException | MailboxException e) {
                // the next look notes it
            }
        }
    }

    private interface FolderWork<T> {
        T on(MboxFolder there) throws IOException, MailboxException;
    }

    private interface MessageWork {
        void on(MboxFile.Reader reader, int index) throws IOException, MailboxException;
    }

    private void each(FolderPath folder, String what, UidRange range, MessageWork work)
            throws MailboxException {
        inFolder(
                folder,
                what,
                there -> {
                    MboxView view = there.file().view();
                    if (view.index().count() > 0) {
                        try (MboxFile.Reader reader = there.file().reader(view)) {
                            for (int i = view.index().from(range);
                                    i < view.index().to(range);
                                    i++) {
                                if (there.has(view, i)) {
                                    disk.requireOpen();
                                    work.on(reader, i);
                                }
                            }
                        }
                        there.file().requireUnchanged(view);
                    }
                    return null;
                });
    }

    private MboxFile file(Path path) {
        return files.computeIfAbsent(
                path,
                each ->
                        new MboxFile(
                                each,
                                place.format(),
                                takeout,
                                disk.access(),
                                numbers,
                                place.views(),
                                disk::requireOpen));
    }

    private <T> T inFolder(FolderPath folder, String what, FolderWork<T> work)
            throws MailboxException {
        return disk.run(
                Scope.FOLDER,
                what + " folder '" + folder + "'",
                () -> {
                    MboxFolder there = open.get(folder);
                    if (there == null) {
                        there = find(folder);
                        open.put(folder, there);
                    }
                    return work.on(there);
                });
    }

    private MboxFolder find(FolderPath folder) throws IOException, MailboxException {
        if (takeout) {
            MboxFile all = file(place.root());
            if (labels(all.view().labels()).stream().anyMatch(each -> each.path().equals(folder))) {
                return new MboxFolder(all, Optional.of(folder));
            }
        } else {
            Optional<Path> file = folders.file(folder);
            if (file.isPresent()) {
                return new MboxFolder(file(file.get()), Optional.empty());
            }
        }
        throw disk.noFolder(folder);
    }
}
