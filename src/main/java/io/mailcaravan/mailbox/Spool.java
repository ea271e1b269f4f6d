package io.mailcaravan.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where content too large for memory waits, in files that only their owner can read.
 *
 * @param folder created when missing; what an earlier process left there is removed by {@link
 *     #clear()}
 * @param threshold bytes from which on content goes to a file
 */
public record Spool(Path folder, long threshold) {

    private static final String PREFIX = "item-";

    /** A new empty file; whoever makes it a content deletes it by closing that. */
    public Path newFile() throws IOException {
        PrivateFiles.createFolders(folder);
        return PrivateFiles.createTempFile(folder, PREFIX, ".spool");
    }

    /**
     * Keeps a stream's bytes: in memory if they are few, else in a file.
     *
     * @param in read to its end; the caller closes it
     */
    public Content keep(InputStream in) throws IOException {
        byte[] head = in.readNBytes((int) Math.min(threshold, Integer.MAX_VALUE - 8));
        if (head.length < threshold) {
            return Content.of(head);
        }
        Path file = newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            in.transferTo(out);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return Content.ofSpool(file);
    }

    /** Removes what a killed process left behind; call before any item is read. */
    public void clear() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (file.getFileName().toString().startsWith(PREFIX)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
