package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A session to the source that is opened again after the connection was lost, ever more slowly. */
final class Source implements AutoCloseable {

    private static final int ATTEMPTS = 6;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final MailboxStore store;
    private final Login login;
    private MailboxSession session;
    private int failures;
    private long settledAtFailure = -1;

    Source(MailboxStore store, Login login) {
        this.store = store;
        this.login = login;
    }

    /** Connects, unless the store has no connection to spare; says whether it did. */
    boolean openIfFree() throws MailboxException {
        session = store.signInIfFree(login, Access.READ).orElse(null);
        return session != null;
    }

    MailboxSession get() throws MailboxException {
        if (session == null) {
            session = store.signIn(login, Access.READ);
        }
        return session;
    }

    /** A folder went through: earlier failures no longer count. */
    void worked() {
        failures = 0;
    }

    /**
     * Prepares for another try after this failure.
     *
     * @param settled items with a final state so far; while it rises, tries are not counted
     * @throws MailboxException the failure itself, when trying again makes no sense or was tried
     *     often enough
     */
    void again(MailboxException failure, long settled)
            throws MailboxException, InterruptedException {
        failures = settled > settledAtFailure ? 1 : failures + 1;
        settledAtFailure = settled;
        close();
        if (failure.retry() == Retry.NEVER || failures >= ATTEMPTS) {
            throw failure;
        }
        Duration wait = failure.retryAfter().orElse(backOff(failures));
        Thread.sleep(
                wait.compareTo(LONGEST) > 0 && failure.retryAfter().isEmpty() ? LONGEST : wait);
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
