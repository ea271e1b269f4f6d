package io.mailcaravan.pass;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxSession;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A session to the source that is opened again after the connection was lost, ever more slowly. */
final class Source implements AutoCloseable {

    private static final int ATTEMPTS = 6;

    private final SignIns signIns;
    private MailboxSession session;
    private int failures;
    private long settledAtFailure = -1;

    Source(SignIns signIns) {
        this.signIns = signIns;
    }

    /** Connects, unless the store has no connection to spare; says whether it did. */
    boolean openIfFree() throws MailboxException {
        session = signIns.openIfFree().orElse(null);
        return session != null;
    }

    MailboxSession get() throws MailboxException {
        if (session == null) {
            session = signIns.open();
        }
        return session;
    }

    /** A folder went through: earlier failures no longer count. */
    void worked() {
        failures = 0;
    }

    /**
     * Prepares for another try after this failure. A wait that the server asks for is no failure.
     *
     * @param settled items with a final state so far; while it rises, tries are not counted
     * @throws MailboxException the failure itself, when trying again makes no sense or was tried
     *     often enough
     */
    void again(MailboxException failure, long settled)
            throws MailboxException, InterruptedException {
        close();
        if (signIns.delays().await(failure)) {
            return;
        }
        failures = settled > settledAtFailure ? 1 : failures + 1;
        settledAtFailure = settled;
        if (failure.retry() == Retry.NEVER
                || failure.retryAfter().isPresent()
                || failures >= ATTEMPTS) {
            throw failure;
        }
        Thread.sleep(backOff(failures));
    }

    /**
     * 0.5 s doubled each time, and up to half as much again so that many mailboxes do not come back
     * together.
     */
    private static Duration backOff(int failures) {
        long millis = 500L << failures;
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2));
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
