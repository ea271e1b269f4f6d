package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Spool;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of one store at one server, no more of them than there may be. */
public final class ImapConnections {
    private static final int PLAIN = 143;
    private static final int TLS = 993;
    private static final Logger LOG = LoggerFactory.getLogger(ImapConnections.class);

    private final ImapSettings settings;
    private final ImapClient client;
    private final Semaphore all;
    private final int mostOfAMailbox;
    private final Map<String, Semaphore> ofMailboxes = new ConcurrentHashMap<>();

    /**
     * @param most over all mailboxes
     * @param mostOfAMailbox of each of them
     */
    public ImapConnections(ImapSettings settings, Spool spool, int most, int mostOfAMailbox) {
        this.settings = settings;
        this.client = new ImapClient(settings, spool);
        this.all = new Semaphore(most);
        this.mostOfAMailbox = mostOfAMailbox;
        for (String key : settings.insecure()) {
            LOG.warn(
                    "Store {}: caravan.stores.{}.{} lets others on the network read and change"
                            + " mail and passwords",
                    settings.name(),
                    settings.name(),
                    key);
        }
    }

    /** Signs in as soon as there may be another session. */
    public LabelSession signIn(Login login, Access access) throws MailboxException {
        Semaphore ofMailbox = ofMailbox(login);
        acquire(ofMailbox, login);
        boolean done = false;
        try {
            acquire(all, login);
            done = true;
        } finally {
            if (!done) {
                ofMailbox.release();
            }
        }
        return connected(login, access);
    }

    /** Signs in if there may be another session now. */
    public Optional<LabelSession> signInIfFree(Login login, Access access) throws MailboxException {
        Semaphore ofMailbox = ofMailbox(login);
        if (!ofMailbox.tryAcquire()) {
            return Optional.empty();
        }
        if (!all.tryAcquire()) {
            ofMailbox.release();
            return Optional.empty();
        }
        return Optional.of(connected(login, access));
    }

    /** Clear text and TLS have two ports of one server. */
    public String location(Login login) {
        int port = settings.server().port();
        return "imap://"
                + settings.server().host().toLowerCase(Locale.ROOT)
                + (port == PLAIN || port == TLS ? "" : ":" + port)
                + "/"
                + login.mailbox();
    }

    /** For messages: which mailbox of which server. */
    public String describe(Login login) {
        return client.describe(login.mailbox());
    }

    private Semaphore ofMailbox(Login login) {
        return ofMailboxes.computeIfAbsent(
                login.mailbox(), mailbox -> new Semaphore(mostOfAMailbox));
    }

    /** Gives the connection back when the session ends, or does not come about. */
    private LabelSession connected(Login login, Access access) throws MailboxException {
        boolean done = false;
        try {
            LabelSession session = client.signIn(login, access, () -> release(login));
            done = true;
            return session;
        } finally {
            if (!done) {
                release(login);
            }
        }
    }

    private void release(Login login) {
        all.release();
        ofMailbox(login).release();
    }

    private void acquire(Semaphore connections, Login login) throws MailboxException {
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NOW,
                    describe(login)
                            + ": interrupted while waiting for one of the store's connections",
                    "",
                    e);
        }
    }
}
