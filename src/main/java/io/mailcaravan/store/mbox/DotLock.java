package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock.Alive;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code Inbox.lock}, by which all programs that write to an mbox keep each other out.
 * Ours says in it where the file ended before: what lies behind is not there yet, and is taken away
 * again if its writer was killed.
 */
final class DotLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Pattern OURS = Pattern.compile("caravan \\d+ (\\d{1,18})\\s*");

    private final Path file;

    private DotLock(Path file) {
        this.file = file;
    }

    static Path path(Path mbox) {
        return ByteNames.resolve(mbox.getParent(), ByteNames.of(mbox) + ".lock");
    }

    /** Where an append of this store began that is under way, or was never ended. */
    static OptionalLong begun(Path mbox) throws IOException {
        Path file = path(mbox);
        if (!PlainFiles.exists(file)) {
            return OptionalLong.empty();
        }
        try {
            Matcher ours = OURS.matcher(PlainFiles.text(file));
            return ours.matches()
                    ? OptionalLong.of(Long.parseLong(ours.group(1)))
                    : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Takes the lock; none of this store's can be there.
     *
     * @param end where the file ends now
     * @throws MailboxException scope FOLDER and retry LATER when another program does not give it
     *     back
     */
    static DotLock take(Path mbox, long end, Alive alive) throws IOException, MailboxException {
        Path file = path(mbox);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (FileChannel channel = PlainFiles.write(file, StandardOpenOption.CREATE_NEW)) {
                String text = "caravan " + ProcessHandle.current().pid() + " " + end + "\n";
                channel.write(ByteBuffer.wrap(DurableFiles.bytes(text)));
                return new DotLock(file);
            } catch (FileAlreadyExistsException e) {
                alive.check();
                if (System.nanoTime() > until) {
                    throw new MailboxException(
                            Scope.FOLDER,
                            Retry.LATER,
                            "Another program has had " + file + " for a minute.",
                            "Let it end; if no program uses " + mbox + ", remove that file.",
                            e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Takes away what a killed process left. */
    static void remove(Path mbox) throws IOException {
        Files.deleteIfExists(path(mbox));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
