package io.mailcaravan.cluster;

import io.mailcaravan.append.AppendLease;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How long this node may still append: until a while before others may take its mailboxes over. It
 * lasts from check-in to check-in.
 *
 * <p>Two clocks are asked, and the one that has gone further counts: the monotonic one does not
 * jump, but on Linux it stands still while the machine is suspended, where the other goes on.
 */
final class Lease implements AppendLease {

    private final Duration length;
    private final LongSupplier nanoTime;
    private final LongSupplier wallMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition renewed = lock.newCondition();
    private volatile Moment last;
    private final AtomicLong terms = new AtomicLong();
    private volatile boolean closed;

    /** What both clocks showed. */
    record Moment(long nanos, long millis) {}

    Lease(Duration length) {
        this(length, System::nanoTime, System::currentTimeMillis);
    }

    Lease(Duration length, LongSupplier nanoTime, LongSupplier wallMillis) {
        this.length = length;
        this.nanoTime = nanoTime;
        this.wallMillis = wallMillis;
    }

    Moment now() {
        return new Moment(nanoTime.getAsLong(), wallMillis.getAsLong());
    }

    /**
     * The node has checked in.
     *
     * @param before when the check-in was begun, not when it was answered
     */
    void renew(Moment before) {
        lock.lock();
        try {
            if (!lasts()) {
                terms.incrementAndGet(); // what was begun before may be another's by now
            }
            last = before;
            renewed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean lasts() {
        return age().compareTo(length) < 0;
    }

    /** Since the last check-in; longer than any lease before the first one. */
    Duration age() {
        Moment then = last;
        if (then == null) {
            return Duration.ofDays(1);
        }
        long monotonic = nanoTime.getAsLong() - then.nanos();
        long wall = TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong() - then.millis());
        return Duration.ofNanos(Math.max(monotonic, wall));
    }

    @Override
    public Term await() throws MailboxException {
        lock.lock();
        try {
            while (!lasts()) {
                if (closed) {
                    throw over();
                }
                renewed.await();
            }
            long term = terms.get();
            return () -> check(term);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw over();
        } finally {
            lock.unlock();
        }
    }

    /** A lease that was renewed too late looks like one that has lasted, but for its number. */
    private void check(long term) throws IOException {
        if (!lasts() || term != terms.get()) {
            throw new IOException(
                    "this node was out of touch for more than "
                            + length.toSeconds()
                            + " s, and another may have taken the mailbox over");
        }
    }

    private static MailboxException over() {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                "interrupted: this node waits for the cluster's database and is stopping",
                "Nothing is lost; another node goes on.");
    }

    /** Nobody waits for a renewal any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            renewed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
