package io.mailcaravan.copy;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import java.util.Map;
import java.util.Optional;

/** A store with the passwords of mailboxes, which stand in no file. */
public final class WithPasswords extends ForwardingStore {

    private final Map<String, Secret> passwords;

    /**
     * @param passwords by mailboxes
     */
    public WithPasswords(MailboxStore store, Map<String, Secret> passwords) {
        super(store);
        this.passwords = Map.copyOf(passwords);
    }

    @Override
    public boolean needsPassword() {
        return false;
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        return store.signIn(with(login), access);
    }

    /** Not by way of signing in: that waits for a connection. */
    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return store.signInIfFree(with(login), access);
    }

    private Login with(Login login) {
        return login.password().isPresent()
                ? login
                : new Login(login.mailbox(), Optional.ofNullable(passwords.get(login.mailbox())));
    }
}
