package io.mailcaravan.store.imap;

import io.mailcaravan.imap.ImapConnections;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.util.Optional;

/** An IMAP server. */
public final class ImapStore implements MailboxStore {
    private final ImapSettings settings;
    private final int most;
    private final ImapConnections connections;

    ImapStore(ImapStoreConfiguration configuration, Spool spool) {
        this.settings = configuration.client();
        this.most = configuration.connections();
        this.connections = new ImapConnections(settings, spool, most, most);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return "imap";
    }

    @Override
    public Optional<String> soleMailbox() {
        return settings.signIn().soleUser();
    }

    @Override
    public boolean needsPassword() {
        return settings.signIn().needsPassword();
    }

    @Override
    public int connections() {
        return most;
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        return connections.signIn(login, access);
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return connections.signInIfFree(login, access).map(session -> session);
    }

    @Override
    public Optional<String> location(Login login) {
        return Optional.of(connections.location(login));
    }
}
