package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A store with somebody between it and whoever uses its sessions. */
public final class InterceptedStore extends ForwardingStore {

    private final Interception how;

    public InterceptedStore(MailboxStore store, Interception how) {
        super(store);
        this.how = how;
    }

    /** Answers a call, or lets it through. */
    @FunctionalInterface
    public interface Interception {

        /**
         * @param through makes the call
         */
        Object call(MailboxSession session, Method method, Object[] args, Call through)
                throws Throwable;
    }

    /** The call as it came. */
    @FunctionalInterface
    public interface Call {
        Object make() throws Throwable;
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        MailboxSession session = super.signIn(login, access);
        return (MailboxSession)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {MailboxSession.class},
                        (proxy, method, args) ->
                                how.call(session, method, args, () -> make(session, method, args)));
    }

    private static Object make(MailboxSession session, Method method, Object[] args)
            throws Throwable {
        try {
            return method.invoke(session, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
