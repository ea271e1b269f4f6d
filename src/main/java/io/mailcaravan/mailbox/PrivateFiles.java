package io.mailcaravan.mailbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * Files and folders that hold mail or names of people: only their owner may use them (0600 and
 * 0700), whatever the umask. The rights are given as the file is made, so there is no moment at
 * which others could open it. What is there already keeps its rights, unless {@link #restrict} is
 * asked. On file systems without such rights, these are the ordinary calls.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<OpenOption> REPLACE =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);

    private PrivateFiles() {}

    /** Makes a folder and those above it that are missing. */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Makes one folder, which must not be there. */
    public static Path createFolder(Path folder) throws IOException {
        return Files.createDirectory(folder, attributes(folder, FOLDER));
    }

    /** Makes an empty file, which must not be there. */
    public static Path createFile(Path file) throws IOException {
        return Files.createFile(file, attributes(file, FILE));
    }

    /** Makes an empty file with a name of its own. */
    public static Path createTempFile(Path folder, String prefix, String suffix)
            throws IOException {
        return Files.createTempFile(folder, prefix, suffix, attributes(folder, FILE));
    }

    /** {@link FileChannel#open}; a file that is made by it is private. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), attributes(file, FILE));
    }

    /**
     * A stream into a file.
     *
     * @param options as for {@link Files#newOutputStream}; none means a new file in the place of an
     *     old one
     */
    public static OutputStream newOutputStream(Path file, OpenOption... options)
            throws IOException {
        Set<OpenOption> all = REPLACE;
        if (options.length > 0) {
            all = new HashSet<>(Set.of(options));
            all.add(StandardOpenOption.WRITE);
        }
        return Channels.newOutputStream(FileChannel.open(file, all, attributes(file, FILE)));
    }

    /**
     * Takes all others' rights from a file or folder that somebody else made: a library, or an
     * earlier release.
     *
     * @return false where that was not possible, as the file is another user's or its file system
     *     has no such rights
     */
    public static boolean restrict(Path path) throws IOException {
        if (!hasRights(path)) {
            return false;
        }
        Set<PosixFilePermission> wanted = Files.isDirectory(path) ? FOLDER : FILE;
        if (wanted.containsAll(Files.getPosixFilePermissions(path))) {
            return true;
        }
        try {
            Files.setPosixFilePermissions(path, wanted);
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> rights) {
        return hasRights(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
