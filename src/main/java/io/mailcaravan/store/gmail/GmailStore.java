package io.mailcaravan.store.gmail;

import io.mailcaravan.imap.ImapConnections;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.imap.LabelSession;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.util.Optional;

/** Mailboxes at Gmail, also of Google Workspace. */
final class GmailStore implements MailboxStore {

    static final String TYPE = "gmail";

    private final ImapSettings settings;
    private final int most;
    private final ImapConnections connections;

    GmailStore(GmailStoreConfiguration configuration, Spool spool) {
        this.settings = configuration.client();
        this.most = configuration.connections();
        this.connections =
                new ImapConnections(settings, spool, most, configuration.connectionsPerMailbox());
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return TYPE;
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
        return session(connections.signIn(login, access), login, access);
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        Optional<LabelSession> free = connections.signInIfFree(login, access);
        return free.isEmpty() ? Optional.empty() : Optional.of(session(free.get(), login, access));
    }

    /** The same address by an {@code imap} store is the same mailbox. */
    @Override
    public Optional<String> location(Login login) {
        return Optional.of(connections.location(login));
    }

    private MailboxSession session(LabelSession imap, Login login, Access access)
            throws MailboxException {
        boolean done = false;
        try {
            if (!imap.hasLabels()) {
                throw new MailboxException(
                        Scope.STORE,
                        Retry.NEVER,
                        connections.describe(login)
                                + ": the server does not announce X-GM-EXT-1, so it is not Gmail",
                        "Set caravan.stores." + name() + ".type=imap.");
            }
            MailboxSession session = new GmailSession(imap, connections.describe(login), access);
            done = true;
            return session;
        } finally {
            if (!done) {
                imap.close();
            }
        }
    }
}
