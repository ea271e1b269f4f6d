package io.mailcaravan.append;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A store whose connections are lent, too: to mailboxes that only steps of a route name, of which
 * there may be more than connections. Such a one keeps its connection until somebody else needs it.
 */
public final class LendingStore extends ForwardingStore {

    /** How soon somebody who waits sees that a connection has become free. */
    private static final int LOOK_MILLIS = 200;

    /** The one that has used its connection last is the last. */
    private final SequencedSet<Borrower> borrowers = new LinkedHashSet<>();

    /** Whoever has a connection that is not reserved for him. */
    @FunctionalInterface
    interface Borrower {

        /** Closes the connection unless it is in use; whether it did. */
        boolean giveBack();
    }

    public LendingStore(MailboxStore store) {
        super(store);
    }

    /** Notes that he has a connection and is using it. */
    void uses(Borrower borrower) {
        synchronized (borrowers) {
            borrowers.remove(borrower);
            borrowers.add(borrower);
        }
    }

    /** Notes that he has none. */
    void hasNone(Borrower borrower) {
        synchronized (borrowers) {
            borrowers.remove(borrower);
        }
    }

    /** Closes all lent connections that are not in use. */
    public void takeBackAll() {
        inOrder().forEach(Borrower::giveBack);
    }

    private List<Borrower> inOrder() {
        synchronized (borrowers) {
            return List.copyOf(borrowers);
        }
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        try {
            while (true) {
                Optional<MailboxSession> session = signInIfFree(login, access);
                if (session.isPresent()) {
                    return session.get();
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interrupted();
        }
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        while (true) {
            Optional<MailboxSession> session = store.signInIfFree(login, access);
            if (session.isPresent() || inOrder().stream().noneMatch(Borrower::giveBack)) {
                return session;
            }
        }
    }
}
