package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a password is tried. */
final class CountedStore extends ForwardingStore {

    private final AtomicInteger signIns;
    private final Runnable before;

    /**
     * @param before run before each
     */
    CountedStore(MailboxStore store, AtomicInteger signIns, Runnable before) {
        super(store);
        this.signIns = signIns;
        this.before = before;
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        before.run();
        signIns.incrementAndGet();
        return super.signIn(login, access);
    }
}
