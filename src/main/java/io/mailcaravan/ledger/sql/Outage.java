package io.mailcaravan.ledger.sql;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds back whoever finds the database away, until it is back. Safe for many threads; the first
 * one that gets through lets the others try at once.
 */
public final class Outage {

    private static final System.Logger LOG = System.getLogger(Outage.class.getName());
    private static final long SHORTEST = Duration.ofMillis(250).toNanos();
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();

    private final LedgerDatabase database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private volatile boolean closed;
    private volatile boolean away;
    private long since;

    public Outage(LedgerDatabase database) {
        this.database = database;
    }

    /** For reads of people, who would rather know: nobody is held back. */
    static Outage unwaited(LedgerDatabase database) {
        Outage outage = new Outage(database);
        outage.closed = true;
        return outage;
    }

    /**
     * Pauses, each time longer.
     *
     * @return whether to try again; false when waiting does not help or the ledger is being closed
     */
    boolean await(SQLException error) {
        if (closed || !database.isAway(error)) {
            return false;
        }
        lock.lock();
        try {
            if (!away) {
                since = System.nanoTime();
                away = true;
                LOG.log(
                        Level.WARNING,
                        "Waiting for the ledger: {0}",
                        database.explain(error).getMessage());
            }
            long left = Math.clamp((System.nanoTime() - since) / 2, SHORTEST, LONGEST);
            while (away && !closed && left > 0) {
                left = change.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The database has answered. */
    void over() {
        if (!away) {
            return;
        }
        lock.lock();
        try {
            if (away) {
                away = false;
                LOG.log(
                        Level.INFO,
                        "The ledger is back after {0} s: {1}",
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since),
                        database.place());
                change.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is waited for, for people; empty while all is well. */
    public Optional<String> waitingFor() {
        return away ? Optional.of(database.place()) : Optional.empty();
    }

    /** Whoever waits gives up. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
