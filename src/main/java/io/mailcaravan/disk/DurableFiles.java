package io.mailcaravan.disk;

import io.mailcaravan.mailbox.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes that are whole or not at all, and still there after a power cut. */
public final class DurableFiles {

    private static final int BUFFER = 64 << 10;

    private DurableFiles() {}

    /** What is written, bit by bit. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Puts new text in the place of a file's old. The caller holds a lock. */
    public static void replace(Path file, String latin1) throws IOException {
        replace(file, out -> out.write(bytes(latin1)));
    }

    /** Puts new bytes in the place of a file's old. The caller holds a lock. */
    public static void replace(Path file, Writing writing) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".caravan-tmp");
        // what a killed process left, or a link that somebody laid there
        Files.deleteIfExists(temporary);
        try (FileChannel out = PlainFiles.write(temporary, StandardOpenOption.CREATE_NEW)) {
            write(out, writing);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.getParent());
    }

    /** Adds to a file's end. */
    public static void append(Path file, Writing writing) throws IOException {
        try (FileChannel out = PlainFiles.write(file, StandardOpenOption.APPEND)) {
            write(out, writing);
        }
    }

    private static void write(FileChannel channel, Writing writing) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        writing.to(out);
        out.flush();
        channel.force(true);
    }

    /**
     * Makes a folder and those above it that are missing, and their names durable.
     *
     * @param folder absolute
     */
    public static void createFolders(Path folder) throws IOException {
        Path there = folder;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        PrivateFiles.createFolders(folder);
        for (Path made = folder; !made.equals(there); made = made.getParent()) {
            sync(made.getParent().toRealPath());
        }
    }

    /** Makes names in a directory durable: a rename alone is not (fsync(2)). */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel =
                FileChannel.open(directory, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    public static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
