package io.mailcaravan.session;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import java.util.Optional;
import java.util.OptionalLong;

/** A session to the source that is opened again after the connection was lost, ever more slowly. */
public final class Source implements AutoCloseable {

    private static final int ATTEMPTS = 6;

    private final SignIns signIns;
    private final Optional<Runnable> room;
    private MailboxSession session;
    private int failures;
    private long stepsAtFailure = -1;

    public Source(SignIns signIns) {
        this(signIns, Optional.empty());
    }

    private Source(SignIns signIns, Optional<Runnable> room) {
        this.signIns = signIns;
        this.room = room;
    }

    /**
     * One of several to one store, of which not all may find a connection.
     *
     * @param room closes the others where no connection is free
     */
    public static Source oneOf(SignIns signIns, Runnable room) {
        return new Source(signIns, Optional.of(room));
    }

    /** Connects, unless the store has no connection to spare; says whether it did. */
    public boolean openIfFree() throws MailboxException {
        session = signIns.openIfFree().orElse(null);
        return session != null;
    }

    public MailboxSession get() throws MailboxException {
        if (session == null && room.isPresent() && !openIfFree()) {
            room.get().run();
        }
        if (session == null) {
            session = signIns.open();
        }
        return session;
    }

    /** A question to the source that changes nothing, so that it may be asked again. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(MailboxSession session) throws MailboxException;
    }

    /** The answer; asked again on another connection where one is lost, a few times. */
    public <T> T ask(Question<T> question) throws MailboxException {
        for (int tries = 1; ; tries++) {
            try {
                return question.ask(get());
            } catch (MailboxException e) {
                if (e.scope() == Scope.STORE) {
                    close();
                }
                if (!signIns.delays().again(e, tries)) {
                    throw e;
                }
            }
        }
    }

    /** How many items the folder has, as the session has told when it opened it, if it has. */
    public OptionalLong announced(FolderPath folder) {
        return session == null ? OptionalLong.empty() : session.announced(folder);
    }

    /** A folder went through: earlier failures no longer count. */
    public void worked() {
        failures = 0;
    }

    /** What comes next begins on another connection, without what has failed so far. */
    public void renew() {
        close();
        worked();
    }

    /**
     * Prepares for another try after this failure. A wait that the server asks for is no failure.
     *
     * @param steps something was got from the source so often; while it rises, tries are not
     *     counted
     * @throws MailboxException the failure itself, when trying again makes no sense or was tried
     *     often enough
     */
    public void again(MailboxException failure, long steps) throws MailboxException {
        close();
        if (signIns.delays().await(failure)) {
            return;
        }
        failures = steps > stepsAtFailure ? 1 : failures + 1;
        stepsAtFailure = steps;
        if (failure.retry() == Retry.NEVER
                || failure.retryAfter().isPresent()
                || failures >= ATTEMPTS) {
            throw failure;
        }
        signIns.delays().backOff(failure, failures);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
