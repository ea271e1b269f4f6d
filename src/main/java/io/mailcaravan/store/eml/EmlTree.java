package io.mailcaravan.store.eml;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.NotPlainException;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FolderPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of messages in directories on disk. No link is followed. */
final class EmlTree implements EmlFiles {

    private final Path root;

    /** As of the last look at all of them; directories with one name in Unicode are one folder. */
    private Map<FolderPath, List<Path>> directories = Map.of();

    EmlTree(Path root) {
        this.root = root;
    }

    @Override
    public List<FolderPath> paths() throws IOException {
        look(new NotMail());
        return List.copyOf(directories.keySet());
    }

    @Override
    public List<String> overlooked() throws IOException {
        NotMail notMail = new NotMail();
        look(notMail);
        return notMail.sentences();
    }

    private void look(NotMail notMail) throws IOException {
        Map<FolderPath, List<Path>> found = new LinkedHashMap<>();
        found.computeIfAbsent(FolderPath.INBOX, any -> new ArrayList<>()).add(root);
        look(root, Optional.empty(), found, notMail);
        directories = found;
    }

    private static void look(
            Path directory,
            Optional<FolderPath> parent,
            Map<FolderPath, List<Path>> found,
            NotMail notMail)
            throws IOException {
        for (Path entry : entries(directory)) {
            String name = ByteNames.of(entry);
            BasicFileAttributes attributes = PlainFiles.look(entry);
            if (attributes.isDirectory()) {
                if (!EmlNames.isHidden(name)
                        || (!EmlNames.isOfSystem(name) && holdsMessages(entry))) {
                    String folder = EmlNames.folder(name);
                    FolderPath path =
                            parent.isPresent() ? parent.get().child(folder) : FolderPath.of(folder);
                    found.computeIfAbsent(path, any -> new ArrayList<>()).add(entry);
                    look(entry, Optional.of(path), found, notMail);
                }
            } else if (!attributes.isRegularFile() || !EmlNames.isMessage(name)) {
                notMail.add(ByteNames.ofAll(directory), name);
            }
        }
    }

    private static boolean holdsMessages(Path directory) throws IOException {
        for (Path entry : entries(directory)) {
            String name = ByteNames.of(entry);
            if (PlainFiles.isDirectory(entry)
                    ? !EmlNames.isOfSystem(name) && holdsMessages(entry)
                    : EmlNames.isMessage(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        requireNoLinkTo(directory);
        entries.sort(Comparator.comparing(ByteNames::of));
        return entries;
    }

    @Override
    public Optional<List<EmlFile>> files(FolderPath folder) throws IOException {
        if (!isThere(folder)) {
            look(new NotMail());
        }
        if (!isThere(folder)) {
            return Optional.empty();
        }
        List<EmlFile> files = new ArrayList<>();
        String top = ByteNames.ofAll(root) + "/";
        for (Path directory : directories.get(folder)) {
            for (Path entry : entries(directory)) {
                BasicFileAttributes attributes = PlainFiles.look(entry);
                if (attributes.isRegularFile() && EmlNames.isMessage(ByteNames.of(entry))) {
                    files.add(
                            new EmlFile(
                                    ByteNames.ofAll(entry).substring(top.length()),
                                    attributes.size(),
                                    attributes.lastModifiedTime().toInstant(),
                                    stamp(entry, attributes)));
                }
            }
        }
        return Optional.of(files);
    }

    private boolean isThere(FolderPath folder) {
        List<Path> all = directories.get(folder);
        return all != null && all.stream().allMatch(PlainFiles::isDirectory);
    }

    /** The directory in which a folder's new messages are put; it is there. */
    Path directory(FolderPath folder) {
        return directories.get(folder).get(0);
    }

    /** The file's name from the mailbox on, for one in this directory. */
    String name(Path directory, String file) {
        String below = ByteNames.ofAll(directory).substring(ByteNames.ofAll(root).length());
        return below.isEmpty() ? file : below.substring(1) + "/" + file;
    }

    /** Makes a folder's directory, with those above it. */
    void create(FolderPath folder) throws IOException {
        look(new NotMail());
        Path directory = root;
        FolderPath path = null;
        for (String name : folder.names()) {
            path = path == null ? FolderPath.of(name) : path.child(name);
            if (directories.containsKey(path) && !path.isInbox()) {
                directory = directory(path);
            } else if (!path.equals(FolderPath.INBOX) || !folder.isInbox()) {
                directory = ByteNames.resolve(directory, EmlNames.directory(name));
                PlainFiles.makeDirectory(directory);
                DurableFiles.sync(directory.getParent());
            }
        }
        look(new NotMail());
    }

    @Override
    public InputStream open(EmlFile file) throws IOException {
        Path path = ByteNames.resolve(root, file.name());
        String stamp = stamp(path);
        FileChannel channel = PlainFiles.read(path);
        try {
            requireNoLinkTo(path.getParent());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new TreeStream(Channels.newInputStream(channel), path, stamp);
    }

    /**
     * Looked at behind what was opened or listed in it, as a directory may become a link at any
     * time. The mailbox's own path is real.
     */
    static void requireNoLinkTo(Path directory) throws IOException {
        if (!directory.toRealPath().equals(directory)) {
            throw new NotPlainException(
                    directory, "behind a symbolic link, and links are not followed");
        }
    }

    /** Differs as soon as anybody has written to the file, or put another in its place. */
    static String stamp(Path file) throws IOException {
        return stamp(file, PlainFiles.look(file));
    }

    private static String stamp(Path file, BasicFileAttributes attributes) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        Object status =
                unix
                        ? Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                        : attributes.creationTime();
        return attributes.size() + "/" + attributes.lastModifiedTime() + "/" + status;
    }
}
