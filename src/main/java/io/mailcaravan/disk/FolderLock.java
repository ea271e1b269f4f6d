package io.mailcaravan.disk;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps other writers of Mail Caravan out of a folder: threads of this process by a lock in memory,
 * other processes by a lock on a file, which the system gives back when its holder dies.
 */
public final class FolderLock implements AutoCloseable {

    public static final String FILE = "caravan.lock";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 10;
    private static final Map<Path, Holder> HOLDERS = new ConcurrentHashMap<>();

    private static final class Holder {
        final ReentrantLock lock = new ReentrantLock();
        int users;
    }

    /** Ends the waiting when the session is closed. */
    @FunctionalInterface
    public interface Alive {
        void check() throws MailboxException;
    }

    private final Path file;
    private final Holder holder;
    private FileChannel channel;

    private FolderLock(Path file) {
        this.file = file;
        this.holder =
                HOLDERS.compute(
                        file,
                        (same, there) -> {
                            Holder mine = there == null ? new Holder() : there;
                            mine.users++;
                            return mine;
                        });
    }

    /**
     * Waits for the lock file.
     *
     * @throws MailboxException scope FOLDER and retry LATER when another writer does not end
     */
    public static FolderLock take(Path file, Alive alive) throws IOException, MailboxException {
        FolderLock lock = new FolderLock(file);
        boolean taken = false;
        try {
            lock.await(alive);
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                lock.close();
            }
        }
    }

    private void await(Alive alive) throws IOException, MailboxException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!holder.lock.tryLock(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                checkPatience(end, alive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException(
                    Scope.STORE, Retry.NOW, "Interrupted while waiting for " + file + ".", "", e);
        }
        if (holder.lock.getHoldCount() > 1) {
            return; // this thread has the file's lock already; Java allows one in a process
        }
        channel = PlainFiles.write(file, StandardOpenOption.CREATE);
        FileLock taken = channel.tryLock();
        while (taken == null) {
            checkPatience(end, alive);
            LockSupport.parkNanos(Duration.ofMillis(PAUSE_MILLIS).toNanos());
            taken = channel.tryLock();
        }
    }

    private void checkPatience(long end, Alive alive) throws MailboxException {
        alive.check();
        if (System.nanoTime() > end) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.LATER,
                    "Another process has been writing for "
                            + PATIENCE.toSeconds()
                            + " seconds in "
                            + file.getParent()
                            + ".",
                    "Let it end, or stop it.");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            if (holder.lock.isHeldByCurrentThread()) {
                holder.lock.unlock();
            }
            HOLDERS.computeIfPresent(file, (same, there) -> --there.users == 0 ? null : there);
        }
    }
}
