package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DiskErrors;
import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.PrivateFiles;
import io.mailcaravan.mailbox.SpecialUse;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The folders of one mailbox: where they are, and how new ones are made. */
final class MaildirTree {

    /** Made by every program in folders, so that a delivery agent knows where it is. */
    private static final String FOLDER_MARK = "maildirfolder";

    private static final int MAX_NAME = 255;
    private static final int MAX_PATH = 4095;

    /** Room for the longest name of a message and the directory it is in. */
    private static final int MESSAGE_NAME = 5 + MAX_NAME;

    /** In a home directory; a mailbox of which this were the only folder is none. */
    private static final Set<String> WHOLE_MAILDIRS = Set.of("maildir", ".maildir", "mail");

    private static final Comparator<FolderPath> PARENTS_FIRST =
            Comparator.comparing((FolderPath path) -> !path.names().get(0).equals("INBOX"))
                    .thenComparing(FolderPath::names, MaildirTree::compareNames);

    private final String mailbox;
    private final Path root;
    private final Layout layout;
    private TreeScan known;
    private List<String> unreadLists = List.of();

    MaildirTree(String mailbox, Path root, Layout layout) {
        this.mailbox = mailbox;
        this.root = root;
        this.layout = layout;
    }

    /**
     * Whether a directory is a mailbox: it has messages, or folders that have. True, too, for one
     * that may not be looked into: it must not be passed over in silence.
     */
    static boolean isMailbox(Path directory, Layout layout) throws IOException {
        if (!PlainFiles.isDirectory(directory)) {
            return false;
        }
        if (!Files.notExists(directory.resolve(MessageFile.CUR), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        List<String> folders = new ArrayList<>();
        if (layout != Layout.MAILDIR) {
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(directory, TreeScan::isFolder)) {
                for (Path entry : entries) {
                    folders.add(entry.getFileName().toString().toLowerCase(Locale.ROOT));
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return !folders.isEmpty()
                && (layout == Layout.FS
                        || folders.size() > 1
                        || !WHOLE_MAILDIRS.contains(folders.get(0)));
    }

    /** All folders; a parent that has no directory of its own cannot be selected. */
    List<Folder> folders() throws IOException, MailboxException {
        Map<FolderPath, Path> directories = look().directories();
        List<String> unread = new ArrayList<>();
        Optional<Set<FolderPath>> subscribed = Optional.empty();
        Map<FolderPath, SpecialUse> roles = Map.of();
        try {
            subscribed = Subscriptions.read(root);
        } catch (IOException e) {
            unread.add(unread("subscriptions", e));
        }
        try {
            roles = FolderRoles.read(root);
        } catch (IOException e) {
            unread.add(unread("special-use roles", e));
        }
        unreadLists = unread;
        Map<FolderPath, Folder> folders = new TreeMap<>(PARENTS_FIRST);
        if (!directories.containsKey(FolderPath.INBOX)) {
            folders.put(FolderPath.INBOX, parent(FolderPath.INBOX));
        }
        for (FolderPath path : directories.keySet()) {
            folders.put(
                    path,
                    new Folder(
                            path,
                            true,
                            subscribed.map(set -> set.contains(path)).orElse(true),
                            Optional.ofNullable(roles.get(path))));
            for (Optional<FolderPath> above = path.parent();
                    above.isPresent();
                    above = above.get().parent()) {
                FolderPath parent = above.get();
                if (!directories.containsKey(parent)) {
                    folders.put(parent, parent(parent));
                }
            }
        }
        return List.copyOf(folders.values());
    }

    private static Folder parent(FolderPath path) {
        return new Folder(path, false, false, Optional.empty());
    }

    private String unread(String what, IOException e) {
        return "The list of "
                + what
                + " in "
                + root
                + " is not read: "
                + DiskErrors.reason(e)
                + ".";
    }

    /** What lies in the mailbox and is no folder, as at the last look. */
    List<String> overlooked() throws IOException, MailboxException {
        if (known == null) {
            folders();
        }
        List<String> all = new ArrayList<>(known.overlooked());
        all.addAll(unreadLists);
        return all;
    }

    /**
     * @throws MailboxException scope MAILBOX when nothing of the mailbox is there any more: a file
     *     system that is not mounted must not look like an empty mailbox
     */
    private TreeScan look() throws IOException, MailboxException {
        known = null;
        TreeScan scan = TreeScan.of(root, layout);
        if (scan.directories().isEmpty()) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.LATER,
                    "There is no mail of mailbox "
                            + mailbox
                            + " in "
                            + root
                            + ", not even an empty folder."
                            + (scan.overlooked().isEmpty()
                                    ? ""
                                    : " " + String.join(" ", scan.overlooked())),
                    "See whether its file system is mounted.");
        }
        known = scan;
        return scan;
    }

    /**
     * @throws MailboxException scope FOLDER and retry NEVER when there is no such folder
     */
    Path directory(FolderPath folder) throws IOException, MailboxException {
        if (known == null) {
            // where each folder has but one possible place, there is no need to look at all
            Path usual = place(folder, layout == Layout.FS);
            boolean certain = layout != Layout.AUTO || usual.getParent().equals(root);
            if ((certain || folder.isInbox()) && isFolder(usual)) {
                return usual;
            }
        }
        Path found = known == null ? null : known.directories().get(folder);
        if (found == null || !isFolder(found)) {
            found = look().directories().get(folder);
        }
        if (found == null) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "Mailbox " + mailbox + " has no folder '" + folder + "' in " + root + ".",
                    "");
        }
        return found;
    }

    /** Whether a directory is a folder, and no link leads to it from the mailbox on. */
    boolean isFolder(Path directory) {
        Path level = root;
        for (Path name : root.relativize(directory)) {
            level = level.resolve(name);
            if (!PlainFiles.isDirectory(level)) {
                return false;
            }
        }
        return TreeScan.isFolder(directory);
    }

    /** Where a folder is made. */
    private Path place(FolderPath folder, boolean nested) {
        if (!nested || folder.isInbox()) {
            return root.resolve(FolderName.encode(folder));
        }
        Path place = root;
        for (String level : FolderName.encodeNested(folder)) {
            place = place.resolve(level);
        }
        return place;
    }

    /** Makes an empty directory a Maildir. The caller holds its lock. */
    static void createRoot(Path root, UidValidities validities)
            throws IOException, MailboxException {
        Subscriptions.createFile(root);
        createDirectories(root, validities);
        DurableFiles.sync(root.getParent());
    }

    /**
     * Makes a folder. Those above it need not be there: they then hold folders only, as they do in
     * Dovecot. The caller holds the Maildir's lock.
     */
    void create(FolderPath folder, Optional<SpecialUse> use, UidValidities validities)
            throws IOException, MailboxException {
        Map<FolderPath, Path> directories = (known == null ? look() : known).directories();
        Path place = directories.get(folder);
        if (place == null || !isFolder(place)) {
            Optional<String> problem = nameProblem(folder);
            if (problem.isPresent()) {
                throw new MailboxException(
                        Scope.FOLDER, Retry.NEVER, problem.get(), "Map it to a shorter name.");
            }
            place = place(folder, nested());
            if (!isFolder(place)) {
                make(place, validities);
            }
            directories.put(folder, place);
        }
        if (use.isPresent()) {
            FolderRoles.put(root, folder, use.get());
        }
    }

    private boolean nested() {
        return layout == Layout.FS || (layout == Layout.AUTO && known != null && known.nested());
    }

    private void make(Path directory, UidValidities validities)
            throws IOException, MailboxException {
        Path made = root;
        for (Path level : root.relativize(directory)) {
            Path above = made;
            made = made.resolve(level);
            if (!made.equals(root)) {
                PlainFiles.makeDirectory(made);
                DurableFiles.sync(above);
            }
        }
        Path mark = directory.resolve(FOLDER_MARK);
        if (!directory.equals(root) && !PlainFiles.exists(mark)) {
            PrivateFiles.createFile(mark);
        }
        createDirectories(directory, validities);
    }

    /** Why there can be no directory for a folder; empty where there can. */
    Optional<String> nameProblem(FolderPath folder) {
        // the file of subscriptions has one folder a line
        if (folder.toString().chars().anyMatch(Character::isISOControl)) {
            return Optional.of("The folder '" + folder + "' has a control character in its name.");
        }
        boolean nested = nested();
        List<String> names =
                nested ? FolderName.encodeNested(folder) : List.of(FolderName.encode(folder));
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        if (longest > MAX_NAME) {
            return Optional.of(
                    "The folder '"
                            + folder
                            + "' needs a directory name of "
                            + longest
                            + " bytes in Maildir; file systems allow "
                            + MAX_NAME
                            + ".");
        }
        int path = place(folder, nested).toString().length() + MESSAGE_NAME;
        return path <= MAX_PATH
                ? Optional.empty()
                : Optional.of(
                        "The folder '"
                                + folder
                                + "' needs paths of "
                                + path
                                + " bytes in Maildir; systems allow "
                                + MAX_PATH
                                + ".");
    }

    /** {@code cur} comes last: what has none is no folder yet, and is finished by the next. */
    private static void createDirectories(Path directory, UidValidities validities)
            throws IOException, MailboxException {
        if (!PlainFiles.exists(directory.resolve(UidList.FILE))) {
            UidList.create(directory.resolve(UidList.FILE), validities.next());
        }
        for (String name : List.of(Delivery.TMP, MessageFile.NEW, MessageFile.CUR)) {
            PlainFiles.makeDirectory(directory.resolve(name));
        }
        DurableFiles.sync(directory);
    }

    private static int compareNames(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
