package io.mailcaravan.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes that are whole or not at all, and still there after a power cut. */
final class DurableFiles {

    private DurableFiles() {}

    /** Puts new text in the place of a file's old. The caller holds a lock. */
    static void replace(Path file, String latin1) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".caravan-tmp");
        try (FileChannel out =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(out, latin1);
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.getParent());
    }

    /** Adds lines at a file's end. */
    static void append(Path file, String latin1) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
            writeAll(out, latin1);
            out.force(true);
        }
    }

    /** Makes names in a directory durable: a rename alone is not (fsync(2)). */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void writeAll(FileChannel out, String latin1) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
