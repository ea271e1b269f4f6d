package io.mailcaravan.disk;

import io.mailcaravan.mailbox.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Access to files and directories inside a mailbox. Its owner may put anything there while another
 * user, perhaps root, runs this program; so no symbolic link is followed, nothing but regular files
 * is opened, and what is made is the owner's alone.
 */
public final class PlainFiles {

    /** Lists of subscriptions, keywords and roles are far shorter. */
    private static final int MAX_TEXT = 16 << 20;

    private PlainFiles() {}

    /**
     * What a path itself is, not what it leads to.
     *
     * @throws NoSuchFileException when there is nothing
     */
    public static BasicFileAttributes look(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    public static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether anything is there, be it a link that leads nowhere. */
    public static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** What a path is that is no regular file, for people; empty for a regular file. */
    public static Optional<String> oddity(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return Optional.empty();
        }
        if (attributes.isSymbolicLink()) {
            return Optional.of("a symbolic link, and links are not followed");
        }
        return Optional.of(attributes.isDirectory() ? "a directory" : "no regular file");
    }

    /** Opens a regular file. */
    public static FileChannel read(Path file) throws IOException {
        requireFile(file);
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** The text of a short regular file, a char a byte. */
    public static String text(Path file) throws IOException {
        try (FileChannel channel = read(file)) {
            if (channel.size() > MAX_TEXT) {
                throw new NotPlainException(file, "larger than any such file");
            }
            InputStream in = Channels.newInputStream(channel);
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Opens a file that may be written to, private if it is made by it.
     *
     * @param option what to do besides writing
     */
    public static FileChannel write(Path file, StandardOpenOption option) throws IOException {
        if (option != StandardOpenOption.CREATE_NEW && exists(file)) {
            requireFile(file);
        }
        return PrivateFiles.open(file, option, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static void requireFile(Path file) throws IOException {
        Optional<String> oddity = oddity(look(file));
        if (oddity.isPresent()) {
            throw new NotPlainException(file, oddity.get());
        }
    }

    /**
     * @throws NoSuchFileException when there is nothing
     * @throws NotPlainException when it is something else
     */
    public static void requireDirectory(Path directory) throws IOException {
        BasicFileAttributes attributes = look(directory);
        if (!attributes.isDirectory()) {
            throw new NotPlainException(
                    directory, oddity(attributes).orElse("a file, no directory"));
        }
    }

    /** Makes a directory where there is none. Its parent is there. */
    public static void makeDirectory(Path directory) throws IOException {
        if (!exists(directory)) {
            try {
                PrivateFiles.createFolder(directory);
                return;
            } catch (FileAlreadyExistsException e) {
                // somebody else was quicker; looked at below
            }
        }
        requireDirectory(directory);
    }
}
