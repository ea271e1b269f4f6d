package io.mailcaravan.mailbox;

import java.util.Optional;
import java.util.Set;

/**
 * Another store in all but what a subclass makes of it. {@link #signInIfFree} goes by way of {@link
 * #signIn} unless it is overridden, so that none of both is forgotten.
 */
public abstract class ForwardingStore implements MailboxStore {

    protected final MailboxStore store;

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
    public Set<ItemKind> kinds() {
        return store.kinds();
    }

    @Override
    public boolean isSourceOnly() {
        return store.isSourceOnly();
    }

    @Override
    public Optional<String> soleMailbox() {
        return store.soleMailbox();
    }

    @Override
    public boolean needsPassword() {
        return store.needsPassword();
    }

    @Override
    public int connections() {
        return store.connections();
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        return store.signIn(login, access);
    }

    @Override
    public boolean wouldCreate(Login login) {
        return store.wouldCreate(login);
    }

    @Override
    public Optional<String> location(Login login) {
        return store.location(login);
    }

    @Override
    public void close() {
        store.close();
    }
}
