package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SpecialUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The folders of one Maildir++: directories beside {@code cur}, each with a dot in front. */
final class MaildirTree {

    /** Made by every program in folders, so that a delivery agent knows where it is. */
    private static final String FOLDER_MARK = "maildirfolder";

    private static final int MAX_NAME = 255;

    private static final Comparator<FolderPath> PARENTS_FIRST =
            Comparator.comparing((FolderPath path) -> !path.names().get(0).equals("INBOX"))
                    .thenComparing(FolderPath::names, MaildirTree::compareNames);

    private final String mailbox;
    private final Path root;

    MaildirTree(String mailbox, Path root) {
        this.mailbox = mailbox;
        this.root = root;
    }

    /** True, too, for one that may not be looked into: it must not be passed over in silence. */
    static boolean isMaildir(Path directory) {
        return Files.isDirectory(directory) && !Files.notExists(directory.resolve(MessageFile.CUR));
    }

    /** All folders; a parent that has no directory of its own cannot be selected. */
    List<Folder> folders() throws IOException {
        Optional<Set<FolderPath>> subscribed = Subscriptions.read(root);
        Map<FolderPath, SpecialUse> roles = FolderRoles.read(root);
        Map<FolderPath, Path> directories = directories();
        Map<FolderPath, Folder> folders = new TreeMap<>(PARENTS_FIRST);
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
                    folders.put(parent, new Folder(parent, false, false, Optional.empty()));
                }
            }
        }
        return List.copyOf(folders.values());
    }

    /**
     * @throws MailboxException scope FOLDER and retry NEVER when there is no such folder
     */
    Path directory(FolderPath folder) throws IOException, MailboxException {
        Path usual = root.resolve(FolderName.encode(folder));
        if (isMaildir(usual)) {
            return usual;
        }
        // other programs have other encodings
        Path other = directories().get(folder);
        if (other == null) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "Mailbox " + mailbox + " has no folder '" + folder + "' in " + root + ".",
                    "");
        }
        return other;
    }

    private Map<FolderPath, Path> directories() throws IOException {
        Map<FolderPath, Path> found = new TreeMap<>(PARENTS_FIRST);
        found.put(FolderPath.INBOX, root);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, ".?*")) {
            for (Path entry : entries) {
                if (isMaildir(entry)) {
                    found.putIfAbsent(FolderName.decode(entry.getFileName().toString()), entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Makes an empty directory a Maildir. The caller holds its lock. */
    static void createRoot(Path root) throws IOException {
        Subscriptions.createFile(root);
        createDirectories(root);
        DurableFiles.sync(root.getParent());
    }

    /**
     * Makes a folder. Those above it need not be there: they then hold folders only, as they do in
     * Dovecot. The caller holds the Maildir's lock.
     */
    void create(FolderPath folder, Optional<SpecialUse> use) throws IOException, MailboxException {
        if (!directories().containsKey(folder)) {
            Path directory = root.resolve(requireShort(folder));
            Files.createDirectories(directory);
            Path mark = directory.resolve(FOLDER_MARK);
            if (!Files.exists(mark)) {
                Files.createFile(mark);
            }
            createDirectories(directory);
            DurableFiles.sync(root);
        }
        if (use.isPresent()) {
            FolderRoles.put(root, folder, use.get());
        }
    }

    private static String requireShort(FolderPath folder) throws MailboxException {
        Optional<String> problem = nameProblem(folder);
        if (problem.isPresent()) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "The folder '" + folder + "' cannot be in a Maildir: " + problem.get() + ".",
                    "Map it to another name.");
        }
        return FolderName.encode(folder);
    }

    /** Why a folder cannot have this name; empty where it can. */
    static Optional<String> nameProblem(FolderPath folder) {
        String name = FolderName.encode(folder);
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_NAME) {
            return Optional.of(
                    "it needs a directory name of "
                            + length
                            + " bytes, and file systems allow "
                            + MAX_NAME);
        }
        // the file of subscriptions has one folder a line
        return name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("it contains a control character")
                : Optional.empty();
    }

    /** {@code cur} comes last: what has none is no folder yet, and is finished by the next. */
    private static void createDirectories(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(UidList.FILE))) {
            UidList.create(directory.resolve(UidList.FILE), Numbering.newUidValidity());
        }
        for (String name : List.of(Delivery.TMP, MessageFile.NEW, MessageFile.CUR)) {
            Files.createDirectories(directory.resolve(name));
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
