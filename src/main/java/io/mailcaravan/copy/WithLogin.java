package io.mailcaravan.copy;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.Optional;

/**
 * A store with one mailbox, of which is known how it is signed in to: as whom, and with a password
 * that stands in no file.
 */
public final class WithLogin extends ForwardingStore {

    private final Login known;

    public WithLogin(MailboxStore store, Login known) {
        super(store);
        this.known = known;
    }

    @Override
    public boolean needsPassword() {
        return known.password().isEmpty() && store.needsPassword();
    }

    @Override
    public boolean wouldCreate(Login login) {
        return store.wouldCreate(known);
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        return store.signIn(known, access);
    }

    /** Not by way of signing in: that waits for a connection. */
    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return store.signInIfFree(known, access);
    }

    @Override
    public Optional<String> location(Login login) {
        return store.location(known);
    }
}
