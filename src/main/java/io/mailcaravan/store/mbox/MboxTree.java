package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory with a file a folder, as Thunderbird keeps it: what lies below the folder {@code
 * Work} is in {@code Work.sbd}. A directory of any other name is a level of its own.
 */
final class MboxTree implements MboxFolders {

    private static final String INBOX = "Inbox";

    private final Path root;

    MboxTree(Path root) {
        this.root = root;
    }

    /** What is found in a directory and those below it. */
    private static final class Found {
        private final Map<FolderPath, Path> files = new LinkedHashMap<>();
        private final Map<FolderPath, Path> below = new LinkedHashMap<>();
        private final List<String> overlooked = new ArrayList<>();

        void look(Path directory, Optional<FolderPath> parent) throws IOException {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                all.forEach(entries::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            // the same order whenever it is asked
            entries.sort((a, b) -> ByteNames.of(a).compareTo(ByteNames.of(b)));
            for (Path entry : entries) {
                BasicFileAttributes attributes = PlainFiles.look(entry);
                if (attributes.isRegularFile()) {
                    file(entry, attributes.size(), parent);
                } else if (!attributes.isDirectory()) {
                    overlooked.add(told(entry) + " is " + PlainFiles.oddity(attributes).orElse(""));
                }
            }
            for (Path entry : entries) {
                if (!PlainFiles.look(entry).isDirectory()) {
                    continue;
                }
                if (!ByteNames.of(entry).startsWith(".")) {
                    directory(entry, parent);
                } else if (hasMbox(entry)) {
                    overlooked.add(told(entry) + " has a dot in front, and mbox files in it");
                }
            }
        }

        /** Whether mail lies in a directory or one below it; what cannot be entered is none. */
        private static boolean hasMbox(Path directory) throws IOException {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                all.forEach(entries::add);
            } catch (DirectoryIteratorException | AccessDeniedException e) {
                return false;
            }
            for (Path entry : entries) {
                BasicFileAttributes attributes = PlainFiles.look(entry);
                if (attributes.isDirectory()
                        ? hasMbox(entry)
                        : attributes.isRegularFile() && begins(entry)) {
                    return true;
                }
            }
            return false;
        }

        private void file(Path file, long size, Optional<FolderPath> parent) throws IOException {
            String name = ByteNames.of(file);
            boolean mbox = size == 0 ? !TreeNames.isOther(name) : beginsAsMbox(file);
            if (mbox && !name.startsWith(".")) {
                FolderPath path = child(parent, TreeNames.folder(name));
                Path other = files.putIfAbsent(path, file);
                if (other != null) {
                    overlooked.add(
                            told(file)
                                    + " would be folder '"
                                    + path
                                    + "', as "
                                    + told(other)
                                    + " is");
                }
            } else if (mbox) {
                overlooked.add(told(file) + " is an mbox, and has a dot in front");
            } else if (!TreeNames.isOther(name) || begins(file)) {
                overlooked.add(told(file) + " is no mbox");
            }
        }

        /** Whether it may have been meant as an mbox. */
        private static boolean begins(Path file) throws IOException {
            try (FileChannel channel = PlainFiles.read(file)) {
                int most = FromLine.START.length();
                FileWindow window = new FileWindow(channel, Math.min(most, channel.size()), 0);
                return window.isAt(0, FromLine.START);
            }
        }

        private static boolean beginsAsMbox(Path file) throws IOException {
            try (FileChannel channel = PlainFiles.read(file)) {
                FileWindow window = new FileWindow(channel, Math.min(8192, channel.size()), 0);
                long at = 0;
                while (window.isBlank(at, window.lineEnd(at))) {
                    at = window.lineEnd(at);
                }
                return FromLine.isAt(window, at);
            }
        }

        private void directory(Path directory, Optional<FolderPath> parent) throws IOException {
            String name = ByteNames.of(directory);
            String folder =
                    name.endsWith(TreeNames.BELOW) && name.length() > TreeNames.BELOW.length()
                            ? name.substring(0, name.length() - TreeNames.BELOW.length())
                            : name;
            FolderPath path = child(parent, TreeNames.folder(folder));
            below.putIfAbsent(path, directory);
            look(directory, Optional.of(path));
        }

        private static FolderPath child(Optional<FolderPath> parent, String name) {
            return parent.isPresent() ? parent.get().child(name) : FolderPath.of(name);
        }

        private static String told(Path path) {
            return ByteNames.printable(ByteNames.ofAll(path));
        }
    }

    private Found found() throws IOException {
        Found found = new Found();
        found.look(root, Optional.empty());
        return found;
    }

    @Override
    public List<FolderPath> paths() throws IOException {
        List<FolderPath> paths = new ArrayList<>(found().files.keySet());
        paths.remove(FolderPath.INBOX);
        paths.add(0, FolderPath.INBOX);
        return paths;
    }

    @Override
    public List<String> overlooked() throws IOException {
        return found().overlooked.stream().map(each -> each + ".").toList();
    }

    @Override
    public Optional<Path> file(FolderPath folder) throws IOException {
        Optional<Path> file = Optional.ofNullable(found().files.get(folder));
        return file.isEmpty() && folder.isInbox() ? Optional.of(root.resolve(INBOX)) : file;
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return folder.names().stream()
                .map(TreeNames::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void create(FolderPath folder) throws IOException, MailboxException {
        Found found = found();
        Path directory = root;
        FolderPath path = null;
        for (String name : folder.names()) {
            path = path == null ? FolderPath.of(name) : path.child(name);
            String file = path.isInbox() ? INBOX : TreeNames.file(name);
            if (!found.files.containsKey(path)) {
                makeFile(ByteNames.resolve(directory, file));
            }
            if (path.names().size() < folder.names().size()) {
                Path there = found.below.get(path);
                directory =
                        there != null
                                ? there
                                : ByteNames.resolve(directory, file + TreeNames.BELOW);
                if (there == null) {
                    PlainFiles.makeDirectory(directory);
                    DurableFiles.sync(directory.getParent());
                }
            }
        }
    }

    private static void makeFile(Path file) throws IOException {
        PlainFiles.write(file, StandardOpenOption.CREATE).close();
        DurableFiles.sync(file.getParent());
    }
}
