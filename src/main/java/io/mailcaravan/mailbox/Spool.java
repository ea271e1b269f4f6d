package io.mailcaravan.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where content too large for memory waits.
 *
 * @param folder created when missing; what an earlier process left there is removed by {@link
 *     #clear()}
 * @param threshold bytes from which on content goes to a file
 */
public record Spool(Path folder, long threshold) {

    private static final String PREFIX = "item-";

    /** A new empty file; whoever makes it a content deletes it by closing that. */
    public Path newFile() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, PREFIX, ".spool");
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
