package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.pass.SignIns;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A session to the destination, opened when first used and again after it was dropped; one user at
 * a time.
 */
final class DestinationSession implements AutoCloseable {

    /** Something done with a live session. */
    @FunctionalInterface
    interface Use<T> {
        T with(MailboxSession session) throws MailboxException;
    }

    private final SignIns signIns;
    private final ReentrantLock lock = new ReentrantLock();
    private final boolean further;
    private MailboxSession session;

    /** Why the next use has to wait; null where it has not. */
    private MailboxException delay;

    DestinationSession(SignIns signIns) {
        this(signIns, false);
    }

    /**
     * @param further whether the mailbox has one already, so that this one does not wait for a
     *     connection
     */
    DestinationSession(SignIns signIns, boolean further) {
        this.signIns = signIns;
        this.further = further;
    }

    String mailbox() {
        return signIns.login().mailbox();
    }

    /**
     * Does something that may be done again: a server that asks to wait is waited for, and a lost
     * connection opened anew, a few times.
     */
    <T> T use(Use<T> use) throws MailboxException {
        for (int tries = 1; ; tries++) {
            try {
                return useOnce(use);
            } catch (MailboxException e) {
                if (e.scope() == Scope.STORE) {
                    drop();
                }
                if (!e.isDelay() && !signIns.delays().again(e, tries)) {
                    throw e;
                }
            }
        }
    }

    /** Does something at most once; the next use waits where the server asks for it. */
    <T> T useOnce(Use<T> use) throws MailboxException {
        lock.lock();
        try {
            waitAsAsked();
            if (session == null) {
                session = signIn();
            }
            return use.with(session);
        } catch (MailboxException e) {
            delayed(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** The next use waits if this asks for it. */
    void delayed(MailboxException reason) {
        lock.lock();
        try {
            if (reason.isDelay()) {
                delay = reason;
            }
        } finally {
            lock.unlock();
        }
    }

    private void waitAsAsked() throws MailboxException {
        MailboxException asked = delay;
        if (asked == null) {
            return;
        }
        if (!signIns.delays().await(asked)) {
            delay = null;
            throw new MailboxException(
                    asked.scope(),
                    Retry.NEVER,
                    asked.getMessage() + " (again and again)",
                    "The next pass goes on.",
                    asked);
        }
        delay = null;
    }

    private MailboxSession signIn() throws MailboxException {
        if (!further) {
            return signIns.open();
        }
        return signIns.openIfFree()
                .orElseThrow(
                        () ->
                                new MailboxException(
                                        Scope.STORE,
                                        Retry.NOW,
                                        "no connection to store "
                                                + signIns.store().name()
                                                + " is free",
                                        "Raise caravan.stores."
                                                + signIns.store().name()
                                                + ".connections, or lower maxConcurrentMailboxes."));
    }

    /** Closes the session after it failed; the next use opens another. */
    void drop() {
        lock.lock();
        try {
            if (session != null) {
                session.close();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        drop();
    }
}
