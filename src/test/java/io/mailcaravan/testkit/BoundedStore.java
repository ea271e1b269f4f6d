package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store with so many connections and no more; who wants another waits, as the IMAP store does.
 */
public final class BoundedStore extends ForwardingStore {

    private final int connections;
    private final Semaphore free;
    private final AtomicInteger signIns = new AtomicInteger();

    public BoundedStore(MailboxStore store, int connections) {
        super(store);
        this.connections = connections;
        this.free = new Semaphore(connections);
    }

    @Override
    public int connections() {
        return connections;
    }

    /** How often somebody has signed in so far. */
    public int signIns() {
        return signIns.get();
    }

    /** Connections that nobody holds. */
    public int free() {
        return free.availablePermits();
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        free.acquireUninterruptibly();
        return counted(login, access);
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return free.tryAcquire() ? Optional.of(counted(login, access)) : Optional.empty();
    }

    private MailboxSession counted(Login login, Access access) throws MailboxException {
        boolean done = false;
        try {
            MailboxSession session = super.signIn(login, access);
            signIns.incrementAndGet();
            done = true;
            return counted(session);
        } finally {
            if (!done) {
                free.release();
            }
        }
    }

    private MailboxSession counted(MailboxSession session) {
        AtomicBoolean open = new AtomicBoolean(true);
        return (MailboxSession)
                Proxy.newProxyInstance(
                        BoundedStore.class.getClassLoader(),
                        new Class<?>[] {MailboxSession.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close") && open.getAndSet(false)) {
                                free.release();
                            }
                            try {
                                return method.invoke(session, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
