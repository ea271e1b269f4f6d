package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
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

    private final MailboxStore store;
    private final Login login;
    private final ReentrantLock lock = new ReentrantLock();
    private MailboxSession session;
    private boolean fresh;

    DestinationSession(MailboxStore store, Login login) {
        this.store = store;
        this.login = login;
    }

    String mailbox() {
        return login.mailbox();
    }

    <T> T use(Use<T> use) throws MailboxException {
        lock.lock();
        try {
            if (session == null) {
                session = store.signIn(login, Access.WRITE);
                fresh = true;
            }
            return use.with(session);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the session has been opened since this was last asked. */
    boolean isNew() {
        boolean was = fresh;
        fresh = false;
        return was;
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
