package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.imap.ImapStoreConfiguration.Auth;
import java.util.List;
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

    private final ImapStoreConfiguration configuration;
    private final Spool spool;
    private final Connector connector;
    private final Semaphore connections;
    private final AdminRefusals adminRefusals;
    private final OddNames oddNames = new OddNames();

    public ImapStore(ImapStoreConfiguration configuration, Spool spool) {
        this.configuration = configuration;
        this.spool = spool;
        this.connector = new Connector(configuration, spool);
        this.connections = new Semaphore(configuration.connections());
        this.adminRefusals = new AdminRefusals(configuration);
        for (String key : configuration.insecure()) {
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
        return configuration.name();
    }

    @Override
    public String type() {
        return "imap";
    }

    @Override
    public Optional<String> soleMailbox() {
        return configuration.username();
    }

    @Override
    public boolean needsPassword() {
        return configuration.auth() == Auth.PASSWORD && configuration.password().isEmpty();
    }

    /** The settings. */
    public ImapStoreConfiguration configuration() {
        return configuration;
    }

    @Override
    public int connections() {
        return configuration.connections();
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        Place place = place(login);
        acquire(place);
        return connected(login, access, place);
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return connections.tryAcquire()
                ? Optional.of(connected(login, access, place(login)))
                : Optional.empty();
    }

    /** Clear text and TLS have two ports of one server. */
    @Override
    public Optional<String> location(Login login) {
        int port = configuration.port();
        return Optional.of(
                "imap://"
                        + configuration.host().toLowerCase(Locale.ROOT)
                        + (port == PLAIN || port == TLS ? "" : ":" + port)
                        + "/"
                        + login.mailbox());
    }

    private Place place(Login login) {
        return new Place(name(), configuration.host(), configuration.port(), login.mailbox());
    }

    /** Gives the connection back when the session ends, or does not come about. */
    private MailboxSession connected(Login login, Access access, Place place)
            throws MailboxException {
        ImapConnection connection = null;
        boolean done = false;
        try {
            adminRefusals.check(place);
            Credentials credentials = Credentials.of(configuration, login);
            SentSecrets secrets = new SentSecrets();
            secrets.add(credentials.reveal());
            connection = connector.connect(place, secrets);
            Wire wire = new Wire(connection, place);
            Capabilities before =
                    new Capabilities(
                            List.copyOf(connection.getCapabilities().keySet()),
                            configuration.disabledExtensions());
            Capabilities announced =
                    adminRefusals.watch(
                            () ->
                                    new SignIn(wire, before, configuration.disabledExtensions())
                                            .signIn(credentials));
            Compression.start(wire, announced, configuration.compress());
            Preparation preparation =
                    Preparation.ask(wire, announced, configuration.disabledExtensions());
            ImapSession session =
                    new ImapSession(
                            wire,
                            announced,
                            preparation,
                            oddNames,
                            connection.greeting(),
                            configuration,
                            access,
                            spool,
                            connections::release);
            done = true;
            return session;
        } finally {
            if (!done) {
                if (connection != null) {
                    connection.disconnect();
                }
                connections.release();
            }
        }
    }

    private void acquire(Place place) throws MailboxException {
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NOW,
                    place + ": interrupted while waiting for one of the store's connections",
                    "",
                    e);
        }
    }
}
