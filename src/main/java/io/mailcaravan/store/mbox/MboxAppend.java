package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock.Alive;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Adds messages to a file's end. The caller has the mailbox's lock. The file's own lock says where
 * the file ended; it is there before the first byte, and goes when all are on the disk. So what a
 * killed process left is known, and taken away before anything else is written.
 */
final class MboxAppend {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path path;
    private final MboxFormat format;
    private final Alive alive;

    MboxAppend(Path path, MboxFormat format, Alive alive) {
        this.path = path;
        this.format = format;
        this.alive = alive;
    }

    /** Ends what a killed process began. */
    void recover() throws IOException {
        OptionalLong begun = DotLock.begun(path);
        if (begun.isEmpty()) {
            return;
        }
        if (PlainFiles.exists(path)) {
            try (FileChannel read = PlainFiles.read(path);
                    FileChannel channel = PlainFiles.write(path, StandardOpenOption.CREATE)) {
                long size = channel.size();
                if (size > begun.getAsLong()) {
                    long end = UnfinishedAppend.end(new FileWindow(read, size), begun.getAsLong());
                    channel.truncate(end);
                    channel.force(true);
                }
            }
        }
        DotLock.remove(path);
    }

    /** Makes the file where it is not there. */
    void create() throws IOException {
        if (!PlainFiles.exists(path)) {
            PlainFiles.write(path, StandardOpenOption.CREATE).close();
            DurableFiles.sync(path.getParent());
        }
    }

    /**
     * Writes the batch whole or not at all, and makes it durable.
     *
     * @return false where the last message's last line had no end, and has one now
     */
    boolean write(List<Item> batch) throws IOException, MailboxException {
        create();
        try (FileChannel channel = PlainFiles.write(path, StandardOpenOption.CREATE);
                FileChannel read = PlainFiles.read(path)) {
            DotLock dotLock = DotLock.take(path, channel.size(), alive);
            boolean halfway = false;
            try {
                lock(channel);
                long end = channel.size();
                String gap = gap(new FileWindow(read, end, 0), end);
                try {
                    write(batch, channel, gap);
                    return gap.length() < 2;
                } catch (IOException | MailboxException | RuntimeException e) {
                    halfway = true;
                    undo(channel, end, e);
                    halfway = false;
                    throw e;
                }
            } finally {
                if (!halfway) {
                    dotLock.close();
                }
            }
        }
    }

    private void write(List<Item> batch, FileChannel channel, String gap)
            throws IOException, MailboxException {
        channel.position(channel.size());
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        out.write(DurableFiles.bytes(gap));
        MessageWriter writer = new MessageWriter(format);
        for (Item item : batch) {
            alive.check();
            writer.write(item, out);
        }
        out.flush();
        channel.force(true);
    }

    private void undo(FileChannel channel, long end, Exception cause) throws MailboxException {
        try {
            channel.truncate(end);
            channel.force(true);
        } catch (IOException e) {
            cause.addSuppressed(e);
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NOW,
                    "Appending to " + path + " broke off half-way: " + cause.getMessage() + ".",
                    "",
                    cause);
        }
    }

    /** What is missing at the end, so that a message can begin behind an empty line. */
    private static String gap(FileWindow file, long end) throws IOException {
        if (end == 0) {
            return "";
        }
        if (file.at(end - 1) != '\n') {
            return "\n\n";
        }
        int before = file.at(end - 2);
        boolean blank = before == '\n' || (before == '\r' && file.at(end - 3) == '\n');
        return blank || end == 1 ? "" : "\n";
    }

    /** The lock of the system, which some programs take instead of or beside the file. */
    private void lock(FileChannel channel) throws IOException, MailboxException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        FileLock lock = channel.tryLock();
        while (lock == null) {
            alive.check();
            if (System.nanoTime() > until) {
                throw new MailboxException(
                        Scope.FOLDER,
                        Retry.LATER,
                        "Another program has had a lock on " + path + " for a minute.",
                        "Let it end.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = channel.tryLock();
        }
    }

    /** The outcomes of what {@link #write} has written, from this index on. */
    static List<AppendOutcome> outcomes(List<Item> batch, int first) {
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (Item item : batch) {
            Set<Keyword> dropped =
                    item.head().flags().keywords().stream()
                            .filter(keyword -> !StorageFields.keeps(keyword))
                            .collect(Collectors.toSet());
            outcomes.add(
                    new Appended(
                            Optional.of(MboxIndex.uid(first + outcomes.size())),
                            dropped.isEmpty() ? Flags.NONE : new Flags(Set.of(), dropped)));
        }
        return outcomes;
    }
}
