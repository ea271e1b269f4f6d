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
 * that stands in no file. Why that fails is told in the words of whoever has typed it.
 */
public final class WithLogin extends ForwardingStore {

    private final Login known;
    private final OptionWords words;

    public WithLogin(MailboxStore store, Login known, OptionWords words) {
        super(store);
        this.known = known;
        this.words = words;
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
        try {
            return store.signIn(known, access);
        } catch (MailboxException e) {
            throw words.of(e);
        }
    }

    /** Not by way of signing in: that waits for a connection. */
    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        try {
            return store.signInIfFree(known, access);
        } catch (MailboxException e) {
            throw words.of(e);
        }
    }

    @Override
    public Optional<String> location(Login login) {
        return store.location(known);
    }
}
