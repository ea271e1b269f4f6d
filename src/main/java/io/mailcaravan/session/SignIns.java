package io.mailcaravan.session;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens the sessions to one mailbox during one pass. A password that was refused once is not tried
 * again, by none of the pass's connections: a second wrong one may lock the account. So they sign
 * in one after the other. Safe for many threads.
 */
public final class SignIns {

    private final MailboxStore store;
    private final Login login;
    private final Access access;
    private final Delays delays;
    private final ReentrantLock turn = new ReentrantLock();
    private MailboxException refused;

    public SignIns(MailboxStore store, Login login, Access access, Delays delays) {
        this.store = store;
        this.login = login;
        this.access = access;
        this.delays = delays;
    }

    public MailboxStore store() {
        return store;
    }

    public Login login() {
        return login;
    }

    public Delays delays() {
        return delays;
    }

    /** Signs in; a server that asks to wait is waited for. */
    public MailboxSession open() throws MailboxException {
        while (true) {
            try {
                return inTurn();
            } catch (MailboxException e) {
                if (!delays.await(e)) {
                    throw e;
                }
            }
        }
    }

    private MailboxSession inTurn() throws MailboxException {
        turn.lock();
        try {
            checkRefused();
            return store.signIn(login, access);
        } catch (MailboxException e) {
            throw noted(e);
        } finally {
            turn.unlock();
        }
    }

    /** Signs in, unless the store has no connection to spare; waits for no server. */
    public Optional<MailboxSession> openIfFree() throws MailboxException {
        turn.lock();
        try {
            checkRefused();
            return store.signInIfFree(login, access);
        } catch (MailboxException e) {
            throw noted(e);
        } finally {
            turn.unlock();
        }
    }

    private void checkRefused() throws MailboxException {
        if (refused != null) {
            throw refused;
        }
    }

    private MailboxException noted(MailboxException e) {
        if (e.scope() == Scope.MAILBOX && e.retry() == Retry.NEVER) {
            refused = e;
        }
        return e;
    }
}
