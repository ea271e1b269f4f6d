package io.mailcaravan.session;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.progress.MailboxProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Waits as long as a server asks one mailbox's pass to wait, and counts it as delay. A server that
 * asks again and again, without letting anything through in between, is believed for a while only.
 * Safe for many threads.
 */
public final class Delays {

    /** How often the same is asked where the connection is lost over it. */
    private static final int TRIES = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** How soon a pass that is ended early notices. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final Duration FIRST = Duration.ofSeconds(1);

    private final MailboxProgress progress;
    private final Duration first;
    private final BooleanSupplier cancelling;
    private final LongSupplier through;
    private long settled = -1;
    private Duration waited = Duration.ZERO;

    /**
     * @param progress shows what is waited for
     * @param first wait before a lost connection is opened again
     * @param cancelling true ends the waiting
     */
    public Delays(MailboxProgress progress, Duration first, BooleanSupplier cancelling) {
        this(progress, first, cancelling, progress::settled);
    }

    /**
     * For what several mailboxes wait for.
     *
     * @param through rises with whatever the server lets through
     */
    public Delays(
            MailboxProgress progress,
            Duration first,
            BooleanSupplier cancelling,
            LongSupplier through) {
        this.progress = progress;
        this.first = first;
        this.cancelling = cancelling;
        this.through = through;
    }

    /** For what nobody watches. */
    public static Delays unseen() {
        return new Delays(new MailboxProgress(""), FIRST, () -> false);
    }

    /**
     * For what nobody watches, but somebody may end.
     *
     * @param through rises with whatever the server lets through
     */
    public static Delays unseen(BooleanSupplier cancelling, LongSupplier through) {
        return new Delays(new MailboxProgress(""), FIRST, cancelling, through);
    }

    /**
     * Returns when the same may be tried again.
     *
     * @return false, at once, where the failure is no {@link MailboxException#isDelay delay}, or
     *     there were too many
     * @throws MailboxException when the pass is ended meanwhile
     */
    public boolean await(MailboxException failure) throws MailboxException {
        if (!failure.isDelay() || !patient(failure.retryAfter().orElseThrow())) {
            return false;
        }
        Instant until = failure.retryAt().orElseThrow();
        long start = System.nanoTime();
        progress.waiting(until, failure.getMessage());
        try {
            sleep(until);
            return true;
        } finally {
            progress.waited(System.nanoTime() - start);
        }
    }

    /**
     * As {@link #await}, and a lost connection is worth a few more tries, too. For what may be
     * asked again: signing in, folders, where they stand.
     *
     * @param tries so far, 1 or more
     * @return when the same may be tried again; false, at once, where it makes no sense
     */
    public boolean again(MailboxException failure, int tries) throws MailboxException {
        if (await(failure)) {
            return true;
        }
        if (failure.retry() != Retry.NOW || failure.scope() != Scope.STORE || tries >= TRIES) {
            return false;
        }
        backOff(failure, tries);
        return true;
    }

    /**
     * Waits before another try, twice as long with each failure, and up to half as much again so
     * that many mailboxes do not come back together.
     *
     * @param failure that is waited for
     * @param failures in a row, 1 or more
     * @throws MailboxException when the pass is ended meanwhile
     */
    void backOff(MailboxException failure, int failures) throws MailboxException {
        tell(failure);
        long millis = first.toMillis() << (failures - 1);
        sleep(
                Instant.now()
                        .plusMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1)));
    }

    /** Whoever watches learns why nothing moves: this is in the way, and is tried again. */
    public void tell(MailboxException failure) {
        boolean again =
                failure.retry() != Retry.NEVER && !failure.isFull() && !failure.asksToWait();
        if (again && failure.scope() != Scope.MESSAGE && !failure.isInterrupted()) {
            progress.obstacle(failure.getMessage());
        }
    }

    private void sleep(Instant until) throws MailboxException {
        try {
            for (Duration left = left(until); left.isPositive(); left = left(until)) {
                if (cancelling.getAsBoolean()) {
                    throw MailboxException.interruptedForGood(null);
                }
                Thread.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
    }

    private static Duration left(Instant until) {
        return Duration.between(Instant.now(), until);
    }

    private synchronized boolean patient(Duration more) {
        long now = through.getAsLong();
        if (now > settled) {
            settled = now;
            waited = Duration.ZERO;
        }
        waited = waited.plus(more);
        return waited.compareTo(PATIENCE) <= 0;
    }
}
