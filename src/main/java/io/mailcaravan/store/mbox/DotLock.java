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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code Inbox.lock}, by which all programs that write to an mbox keep each other out.
 * While ours is there, what lies behind the size in the {@link WrittenNote} is not there yet, and
 * is taken away if its writer was killed.
 */
final class DotLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern OURS = Pattern.compile("caravan (\\d{1,18}) [0-9a-f]{16}\\s*");

    /** Those that a session of this process has. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final String text;

    private DotLock(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static Path path(Path mbox) {
        return ByteNames.resolve(mbox.getParent(), ByteNames.of(mbox) + ".lock");
    }

    /** The text of a lock that this program has taken, be it long ago. */
    private static Optional<Matcher> ours(Path mbox) throws IOException {
        Path file = path(mbox);
        if (!PlainFiles.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OURS.matcher(PlainFiles.text(file))).filter(Matcher::matches);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether an append of this program is under way, or was never ended. */
    static boolean isOurs(Path mbox) throws IOException {
        return ours(mbox).isPresent();
    }

    /** Where an append of this program began that is under way, or was never ended. */
    static OptionalLong begun(Path mbox) throws IOException {
        return isOurs(mbox)
                ? WrittenNote.read(mbox).stream().mapToLong(WrittenNote::size).findFirst()
                : OptionalLong.empty();
    }

    /**
     * Whether an append of this program was never ended; as far as can be told, since processes of
     * other machines and containers are not seen.
     */
    static boolean isLeft(Path mbox) throws IOException {
        Optional<Matcher> ours = ours(mbox);
        if (ours.isEmpty()) {
            return false;
        }
        long pid = Long.parseLong(ours.get().group(1));
        if (pid == ProcessHandle.current().pid()) {
            return !HELD.contains(path(mbox));
        }
        try {
            // another may have got the number of one that has died
            Instant taken = PlainFiles.look(path(mbox)).lastModifiedTime().toInstant();
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .filter(start -> !start.isAfter(taken))
                    .isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Takes the lock, which is durable when it returns; none of this program's can be there.
     *
     * @throws MailboxException scope FOLDER and retry LATER when another program does not give it
     *     back
     */
    static DotLock take(Path mbox, Alive alive) throws IOException, MailboxException {
        Path file = path(mbox);
        String text =
                "caravan %d %016x\n".formatted(ProcessHandle.current().pid(), RANDOM.nextLong());
        Path temporary = FilesBeside.of(mbox, ".caravan-lock");
        Files.deleteIfExists(temporary);
        HELD.add(file);
        boolean taken = false;
        try {
            write(temporary, text);
            await(mbox, file, temporary, text, alive);
            DurableFiles.sync(file.getParent());
            taken = true;
            return new DotLock(file, text);
        } finally {
            Files.deleteIfExists(temporary);
            if (!taken) {
                HELD.remove(file);
            }
        }
    }

    private static void await(Path mbox, Path file, Path temporary, String text, Alive alive)
            throws IOException, MailboxException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                link(file, temporary, text);
                return;
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

    /** The lock is there with its text or not at all, whenever the process is killed. */
    private static void link(Path file, Path temporary, String text) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            write(file, text); // a file system without links
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = PlainFiles.write(file, StandardOpenOption.CREATE_NEW)) {
            boolean whole = false;
            try {
                channel.write(ByteBuffer.wrap(DurableFiles.bytes(text)));
                channel.force(true);
                whole = true;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(file); // nobody would know whose it is
                }
            }
        }
    }

    /** Takes away what a killed process left. */
    static void remove(Path mbox) throws IOException {
        Files.deleteIfExists(path(mbox));
    }

    /** Leaves the lock to whoever mends the file. */
    void leave() {
        HELD.remove(file);
    }

    /** Another program may have taken it for a stale one, and have its own there. */
    @Override
    public void close() throws IOException {
        try {
            if (PlainFiles.exists(file) && PlainFiles.text(file).equals(text)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // another program has taken it away
        } finally {
            leave();
        }
    }
}
