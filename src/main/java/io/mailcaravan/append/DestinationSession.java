package io.mailcaravan.append;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.session.SignIns;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A session to the destination, opened when first used and again after it was dropped; one user at
 * a time.
 */
final class DestinationSession implements LendingStore.Borrower, AutoCloseable {

    /** Something done with a live session. */
    @FunctionalInterface
    interface Use<T> {
        T with(MailboxSession session) throws MailboxException;
    }

    private final SignIns signIns;
    private final ReentrantLock lock = new ReentrantLock();
    private final boolean reserved;
    private final Optional<LendingStore> lender;
    private MailboxSession session;

    /** Why the next use has to wait; null where it has not. */
    private MailboxException delay;

    private DestinationSession(SignIns signIns, boolean reserved, Optional<LendingStore> lender) {
        this.signIns = signIns;
        this.reserved = reserved;
        this.lender = lender;
    }

    /** Has a connection of its own, for which it may wait. */
    static DestinationSession reserved(SignIns signIns) {
        return new DestinationSession(signIns, true, Optional.empty());
    }

    /** Another beside this one, which therefore does not wait for a connection. */
    DestinationSession further() {
        return new DestinationSession(signIns, false, Optional.empty());
    }

    /** Gives its connection back, between two uses, when somebody else needs it. */
    static DestinationSession lent(SignIns signIns, LendingStore lender) {
        return new DestinationSession(signIns, false, Optional.of(lender));
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
            lender.ifPresent(store -> store.uses(this));
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

    /** Whether it outlives passes, so that what it remembers of one is no use to the next. */
    boolean isLent() {
        return lender.isPresent();
    }

    /** This is in the way of what was to be done, and is tried again by whoever asked for it. */
    void tell(MailboxException reason) {
        signIns.delays().tell(reason);
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
        if (reserved) {
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
                lender.ifPresent(store -> store.hasNone(this));
                session.close();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean giveBack() {
        // who is signing in for another one must not wait, and who uses this one goes on with it
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return false;
        }
        try {
            boolean had = session != null;
            drop();
            return had;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        drop();
    }
}
