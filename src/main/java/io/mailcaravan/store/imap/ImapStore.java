package io.mailcaravan.store.imap;

import io.mailcaravan.imap.ImapClient;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An IMAP server. */
public final class ImapStore implements MailboxStore {
    private static final int PLAIN = 143;
    private static final int TLS = 993;
    private static final Logger LOG = LoggerFactory.getLogger(ImapStore.class);

    private final ImapSettings settings;
    private final ImapClient client;
    private final int most;
    private final Semaphore connections;

    ImapStore(ImapStoreConfiguration configuration, Spool spool) {
        this.settings = configuration.client();
        this.client = new ImapClient(settings, spool);
        this.most = configuration.connections();
        this.connections = new Semaphore(most);
        for (String key : settings.insecure()) {
            LOG.warn(
                    "Store {}: caravan.stores.{}.{} lets others on the network read and change"
                            + " mail and passwords",
                    name(),
                    name(),
                    key);
        }
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
        acquire(login);
        return connected(login, access);
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return connections.tryAcquire() ? Optional.of(connected(login, access)) : Optional.empty();
    }

    /** Clear text and TLS have two ports of one server. */
    @Override
    public Optional<String> location(Login login) {
        int port = settings.server().port();
        return Optional.of(
                "imap://"
                        + settings.server().host().toLowerCase(Locale.ROOT)
                        + (port == PLAIN || port == TLS ? "" : ":" + port)
                        + "/"
                        + login.mailbox());
    }

    /** Gives the connection back when the session ends, or does not come about. */
    private MailboxSession connected(Login login, Access access) throws MailboxException {
        boolean done = false;
        try {
            MailboxSession session = client.signIn(login, access, connections::release);
            done = true;
            return session;
        } finally {
            if (!done) {
                connections.release();
            }
        }
    }

    private void acquire(Login login) throws MailboxException {
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NOW,
                    client.describe(login.mailbox())
                            + ": interrupted while waiting for one of the store's connections",
                    "",
                    e);
        }
    }
}
