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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Adds a batch to the end of a file that this program alone writes. The caller has the file's
 * {@link FilesBeside#lock}. Other programs are kept out from the first look at the file to the
 * {@link WrittenNote} behind the batch; so what a killed process left is known, and taken away
 * before anybody looks for what is missing.
 */
final class MboxAppend implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path path;
    private final Alive alive;
    private final DotLock dotLock;
    private WrittenNote before;

    /** Something may lie behind the noted size that is no whole batch. */
    private boolean halfway;

    private MboxAppend(Path path, Alive alive, DotLock dotLock) {
        this.path = path;
        this.alive = alive;
        this.dotLock = dotLock;
    }

    /**
     * Takes away what a killed process began, and keeps other programs out until it is closed.
     *
     * @throws MailboxException scope FOLDER and retry NEVER where somebody else has written to the
     *     file
     */
    static MboxAppend begin(Path path, Alive alive) throws IOException, MailboxException {
        recover(path);
        MboxAppend append = new MboxAppend(path, alive, DotLock.take(path, alive));
        boolean begun = false;
        try {
            append.look();
            begun = true;
            return append;
        } finally {
            if (!begun) {
                append.close();
            }
        }
    }

    /**
     * Cuts off what a killed process wrote of its batch: all of it, as none of it is in the ledger,
     * and comes again.
     *
     * @throws MailboxException scope FOLDER and retry NEVER where somebody else has written to the
     *     file
     */
    static void recover(Path path) throws IOException, MailboxException {
        if (!DotLock.isOurs(path)) {
            return;
        }
        if (PlainFiles.exists(path)) {
            try (FileChannel read = PlainPlace.read(path)) {
                long size = read.size();
                Optional<WrittenNote> note = WrittenNote.read(path);
                if (size > 0 && (note.isEmpty() || !note.get().fits(read))) {
                    throw foreign(path);
                }
                if (size > 0 && size > note.get().size()) {
                    if (UnfinishedAppend.hasAnothers(
                            new FileWindow(read, size), note.get().size())) {
                        throw foreign(path);
                    }
                    cut(path, size, note.get().size());
                }
            }
        }
        DotLock.remove(path);
    }

    private static void cut(Path path, long size, long end) throws IOException {
        try (FileChannel channel = PlainFiles.write(path, StandardOpenOption.APPEND)) {
            PlainPlace.require(path);
            if (channel.size() != size) {
                throw new IOException(path + " grows while its end is looked at");
            }
            channel.truncate(end);
            channel.force(true);
        }
    }

    /** Makes the file where it is not there, and that it is as this program has left it. */
    private void look() throws IOException, MailboxException {
        if (!PlainFiles.exists(path)) {
            PlainFiles.write(path, StandardOpenOption.CREATE).close();
            DurableFiles.sync(path.getParent());
        }
        PlainPlace.require(path);
        Optional<WrittenNote> note = WrittenNote.read(path);
        try (FileChannel read = PlainFiles.read(path)) {
            long size = read.size();
            before = WrittenNote.of(read, size);
            if (note.isEmpty() || !note.get().equals(before)) {
                if (size > 0) {
                    throw foreign(path);
                }
                before.write(path);
            }
        }
    }

    private static MailboxException foreign(Path path) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                path + " was written or changed by another program, and nothing is added to it.",
                "Give a folder that is empty, in which no other program writes; for mail that"
                        + " others use too, a destination of type maildir or imap.");
    }

    /** Writes the batch whole or not at all, and makes it durable. */
    void write(List<Item> batch, MboxFormat format) throws IOException, MailboxException {
        try (FileChannel channel = PlainFiles.write(path, StandardOpenOption.APPEND)) {
            PlainPlace.require(path);
            lock(channel);
            if (channel.size() != before.size()) {
                throw foreign(path);
            }
            Counted counted = new Counted(channel);
            halfway = true;
            try {
                write(batch, format, counted);
                channel.force(true);
                if (channel.size() != before.size() + counted.bytes) {
                    throw foreign(path);
                }
                note(channel.size());
                halfway = false;
            } catch (IOException | MailboxException | RuntimeException | Error e) {
                undo(channel, counted.bytes, e);
                throw e;
            }
        }
    }

    private void write(List<Item> batch, MboxFormat format, OutputStream counted)
            throws IOException, MailboxException {
        OutputStream out = new BufferedOutputStream(counted, 1 << 16);
        MessageWriter writer = new MessageWriter(format);
        for (Item item : batch) {
            alive.check();
            writer.write(item, out);
        }
        out.flush();
    }

    private void note(long size) throws IOException {
        try (FileChannel read = PlainFiles.read(path)) {
            WrittenNote.of(read, size).write(path);
        }
    }

    /** Where others have written meanwhile, all stays as it is, for people to look at. */
    private void undo(FileChannel channel, long written, Throwable cause) throws MailboxException {
        try {
            if (channel.size() != before.size() + written) {
                halfway = false;
                MailboxException foreign = foreign(path);
                foreign.addSuppressed(cause);
                throw foreign;
            }
            channel.truncate(before.size());
            channel.force(true);
            before.write(path); // the new one may have been there already
            halfway = false;
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

    /** Counts what has come into the file, also where it breaks off. */
    private static final class Counted extends OutputStream {
        private final FileChannel channel;
        private long bytes;

        Counted(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(buffer, offset, length);
            while (left.hasRemaining()) {
                bytes += channel.write(left);
            }
        }
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

    /** Lets other programs in, unless the file's end must be mended first. */
    @Override
    public void close() throws IOException {
        if (halfway) {
            dotLock.leave();
        } else {
            dotLock.close();
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
