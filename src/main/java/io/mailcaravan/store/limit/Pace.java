package io.mailcaravan.store.limit;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Slows several threads down to so many bytes a second together. */
final class Pace {

    private final long bytesPerSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private long freeAt = System.nanoTime();

    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Returns when these bytes may follow those before them. */
    void await(long bytes) throws MailboxException {
        long nanos = reserve(bytes, System.nanoTime());
        if (nanos <= 0) {
            return;
        }
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException(
                    Scope.STORE, Retry.NOW, "interrupted while keeping to bytes-per-second", "", e);
        }
    }

    /** The wait, in nanoseconds, before bytes that come now. */
    long reserve(long bytes, long now) {
        lock.lock();
        try {
            long start = Math.max(freeAt, now);
            freeAt = start + (long) (bytes * 1e9 / bytesPerSecond);
            return start - now;
        } finally {
            lock.unlock();
        }
    }
}
