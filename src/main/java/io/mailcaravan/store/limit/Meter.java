package io.mailcaravan.store.limit;

import io.mailcaravan.mailbox.ByteBudget;
import io.mailcaravan.mailbox.ByteBudget.Account;
import io.mailcaravan.mailbox.ByteBudget.Direction;
import io.mailcaravan.mailbox.ByteBudget.Share;
import io.mailcaravan.mailbox.ByteSize;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One account's use by all sessions of this process. Takes from the budget in steps, so that the
 * ledger is written once in many items; what is left of a step is given back with the last session.
 */
final class Meter {

    private static final System.Logger LOG = System.getLogger(Meter.class.getName());

    private static final long LARGEST_STEP = 16L << 20;
    private static final long STEPS = 100;

    private final ByteBudget budget;
    private final Account account;
    private final long limit;
    private final long step;
    private final ReentrantLock lock = new ReentrantLock();

    /** Taken and not yet used; below 0 when more was used than is counted yet. */
    private long left;

    private int sessions;

    Meter(ByteBudget budget, Account account, long limit) {
        this.budget = budget;
        this.account = account;
        this.limit = limit;
        this.step = Math.clamp(limit / STEPS, 1, LARGEST_STEP);
    }

    /**
     * Uses bytes that are about to be moved.
     *
     * @throws MailboxException retry LATER when the budget is used up; says when it goes on
     */
    void take(long bytes) throws MailboxException {
        lock.lock();
        try {
            if (bytes > left) {
                refill(bytes);
            }
            left -= bytes;
        } finally {
            lock.unlock();
        }
    }

    private void refill(long bytes) throws MailboxException {
        if (bytes > limit) {
            square(); // such an item goes only while nothing is counted
        }
        long least = bytes - left;
        Share share = budget.take(account, least, Math.max(least, step), limit);
        if (share.bytes() == 0) {
            throw usedUp(share.freeAt());
        }
        left += share.bytes();
    }

    /** Gives back what was not moved after all. */
    void put(long bytes) {
        lock.lock();
        try {
            left += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Counts what has been moved already, whether or not there is room. */
    void charge(long bytes) throws MailboxException {
        lock.lock();
        try {
            left -= bytes;
            if (left <= -step) {
                square();
            }
        } finally {
            lock.unlock();
        }
    }

    private void square() throws MailboxException {
        if (left != 0) {
            budget.add(account, -left);
            left = 0;
        }
    }

    void open() {
        lock.lock();
        try {
            sessions++;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            sessions--;
            if (sessions == 0) {
                square();
            }
        } catch (MailboxException e) {
            // closing never fails; at most one step stays counted for a day
            LOG.log(Level.DEBUG, "cannot give back what is left of a budget", e);
        } finally {
            lock.unlock();
        }
    }

    private MailboxException usedUp(Instant freeAt) {
        boolean whole = account.mailbox().isEmpty();
        boolean read = account.direction() == Direction.READ;
        String key = whole ? "bytes-per-day" : "bytes-per-day-per-mailbox";
        return new MailboxException(
                whole ? Scope.STORE : Scope.MAILBOX,
                Retry.LATER,
                Duration.between(Instant.now(), freeAt).plusSeconds(1),
                MailboxException.PAUSED
                        + "the "
                        + ByteSize.format(limit)
                        + " that may be "
                        + (read ? "read from" : "written to")
                        + (whole ? "" : " mailbox " + account.mailbox() + " of")
                        + " store "
                        + account.store()
                        + " in 24 hours are used up; it goes on at "
                        + freeAt.truncatedTo(ChronoUnit.SECONDS),
                "Run it again then, or raise caravan.stores." + account.store() + "." + key + ".",
                null);
    }
}
