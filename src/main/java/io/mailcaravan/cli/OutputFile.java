package io.mailcaravan.cli;

import io.mailcaravan.mailbox.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that a command writes its result to. A regular one is replaced when the new one is whole,
 * so that one that was cut off is not taken for a whole one. What is no regular file (a device, a
 * pipe, a link) is somebody else's and stays what it is: it is written through.
 */
final class OutputFile {

    private OutputFile() {}

    /** Writes what goes into the file. */
    @FunctionalInterface
    interface Writing<E extends Exception> {
        void to(OutputStream out) throws IOException, E;
    }

    /** For its owner only, where it is made. */
    static <E extends Exception> void writePrivate(Path file, Writing<E> writing)
            throws IOException, E {
        write(file, PrivateFiles::newOutputStream, writing);
    }

    /** With the rights that the user gives new files. */
    static <E extends Exception> void write(Path file, Writing<E> writing) throws IOException, E {
        write(file, Files::newOutputStream, writing);
    }

    /** Makes a file. */
    @FunctionalInterface
    private interface Opening {
        OutputStream open(Path file, OpenOption... options) throws IOException;
    }

    private static <E extends Exception> void write(Path file, Opening opening, Writing<E> writing)
            throws IOException, E {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        boolean isNew = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        if (isNew || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            replace(file, opening, writing);
            return;
        }
        try (OutputStream out = through(file)) {
            writing.to(out);
        }
    }

    private static <E extends Exception> void replace(
            Path file, Opening opening, Writing<E> writing) throws IOException, E {
        Path part = file.resolveSibling(".caravan-" + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out = opening.open(part)) {
                writing.to(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static OutputStream through(Path file) throws IOException {
        Set<OpenOption> options =
                new HashSet<>(
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
        if (Files.notExists(file)) {
            options.add(StandardOpenOption.CREATE); // where a link leads
        }
        return Channels.newOutputStream(FileChannel.open(file, options));
    }
}
