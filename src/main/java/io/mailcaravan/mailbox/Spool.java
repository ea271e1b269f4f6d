package io.mailcaravan.mailbox;

import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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

    /** Longer than a pass waits: nobody makes room in seconds. */
    private static final Duration PAUSE = Duration.ofMinutes(30);

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

    /**
     * Why a file of this spool could not be written, if it is for want of room: then no store is at
     * fault, and trying again at once would read the same in vain. Everything that reads by this
     * spool pauses, and a later pass goes on.
     *
     * @param needed bytes of the content; 0 where nobody knows
     * @return empty for any other failure
     */
    public Optional<MailboxException> noRoom(long needed, IOException cause) {
        if (!FileErrors.isFull(cause, folder)) {
            return Optional.empty();
        }
        return Optional.of(
                new MailboxException(
                        Scope.STORE,
                        Retry.LATER,
                        PAUSE,
                        MailboxException.PAUSED
                                + "no room in the spool folder "
                                + folder.toAbsolutePath()
                                + (needed > 0 ? " for a message of " + needed + " bytes" : ""),
                        "Make room there, or move the whole state folder, with its ledger, to a"
                                + " larger disk; the next pass goes on.",
                        cause));
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
