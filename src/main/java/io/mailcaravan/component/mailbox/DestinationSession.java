package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.StoreCapability;
import java.util.Optional;
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
    private final boolean further;
    private MailboxSession session;
    private volatile Optional<Boolean> tellsUids = Optional.empty();

    DestinationSession(MailboxStore store, Login login) {
        this(store, login, false);
    }

    /**
     * @param further whether the mailbox has one already, so that this one does not wait for a
     *     connection
     */
    DestinationSession(MailboxStore store, Login login, boolean further) {
        this.store = store;
        this.login = login;
        this.further = further;
    }

    String mailbox() {
        return login.mailbox();
    }

    <T> T use(Use<T> use) throws MailboxException {
        lock.lock();
        try {
            if (session == null) {
                session = signIn();
                tellsUids =
                        Optional.of(session.capabilities().contains(StoreCapability.APPEND_UID));
            }
            return use.with(session);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the destination tells the UIDs of what is appended. */
    boolean tellsUids() throws MailboxException {
        if (tellsUids.isEmpty()) {
            use(live -> null);
        }
        return tellsUids.orElseThrow();
    }

    private MailboxSession signIn() throws MailboxException {
        if (!further) {
            return store.signIn(login, Access.WRITE);
        }
        return store.signInIfFree(login, Access.WRITE)
                .orElseThrow(
                        () ->
                                new MailboxException(
                                        Scope.STORE,
                                        Retry.NOW,
                                        "no connection to store " + store.name() + " is free",
                                        "Raise caravan.stores."
                                                + store.name()
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
