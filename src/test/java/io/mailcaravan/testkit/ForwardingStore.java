package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.Optional;

/** Another store in all but what a test makes of it. */
public abstract class ForwardingStore implements MailboxStore {

    private final MailboxStore store;

    protected ForwardingStore(MailboxStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public String type() {
        return store.type();
    }

    @Override
    public Optional<String> location(Login login) {
        return store.location(login);
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        return store.signIn(login, access);
    }
}
