package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.auth.Authenticator;
import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.http.WebClient;
import io.mailcaravan.http.WebRequest;
import io.mailcaravan.http.WebSession;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Numbering.NumberedFolder;
import io.mailcaravan.mailbox.Spool;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JMAP server. */
final class JmapStore implements MailboxStore {

    static final String TYPE = "jmap";

    private static final Logger LOG = LoggerFactory.getLogger(JmapStore.class);

    /** Bytes of a session resource, of somebody who sees many accounts. */
    private static final int MOST = 8 << 20;

    private final JmapStoreConfiguration configuration;
    private final Spool spool;
    private final Supplier<Numbering> numbering;
    private final WebClient client;
    private final Semaphore connections;
    private final Map<String, SharedAccount> shared = new ConcurrentHashMap<>();

    JmapStore(JmapStoreConfiguration configuration, Spool spool, Supplier<Numbering> numbering) {
        this.configuration = configuration;
        this.spool = spool;
        this.numbering = numbering;
        this.client = new WebClient(configuration.web(), new Authenticator(configuration.signIn()));
        this.connections = new Semaphore(configuration.connections());
        if (!"https".equalsIgnoreCase(configuration.url().getScheme())) {
            LOG.warn(
                    "Store {}: caravan.stores.{}.url lets others on the network read and change"
                            + " mail and passwords",
                    name(),
                    name());
        }
    }

    @Override
    public String name() {
        return configuration.name();
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<String> soleMailbox() {
        return configuration.signIn().soleUser();
    }

    @Override
    public boolean needsPassword() {
        return configuration.signIn().needsPassword();
    }

    @Override
    public int connections() {
        return configuration.connections();
    }

    @Override
    public Optional<String> location(Login login) {
        URI url = configuration.url();
        return Optional.of(
                "jmap://"
                        + url.getHost().toLowerCase(Locale.ROOT)
                        + (url.getPort() < 0 ? "" : ":" + url.getPort())
                        + "/"
                        + login.mailbox());
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NOW,
                    "Store "
                            + name()
                            + ", mailbox "
                            + login.mailbox()
                            + ": interrupted while waiting for one of the store's connections",
                    "",
                    e);
        }
        return connected(login, access);
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return connections.tryAcquire() ? Optional.of(connected(login, access)) : Optional.empty();
    }

    /** Gives the connection back when the session ends, or does not come about. */
    private MailboxSession connected(Login login, Access access) throws MailboxException {
        WebSession web = client.session(login);
        boolean done = false;
        try {
            MailboxSession session = session(web, login, access);
            done = true;
            return session;
        } finally {
            if (!done) {
                web.close();
                connections.release();
            }
        }
    }

    private MailboxSession session(WebSession web, Login login, Access access)
            throws MailboxException {
        JmapAccount account = account(web, login);
        if (account.isReadOnly() && access == Access.WRITE) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    web.mailbox() + ": the server lets this user only read it",
                    "Give the signed-in user the right to write.");
        }
        SharedAccount common =
                shared.computeIfAbsent(
                        login.mailbox(), mailbox -> new SharedAccount(account.limits()));
        JmapWire wire = new JmapWire(web, account, common);
        EmailNumbers numbers =
                new EmailNumbers(
                        wire,
                        numbering.get(),
                        new NumberedFolder(name(), login.mailbox(), account.id()));
        return new JmapSession(wire, access, numbers, spool, connections::release);
    }

    private JmapAccount account(WebSession web, Login login) throws MailboxException {
        SignInSettings signIn = configuration.signIn();
        // a password is the mailbox's own, whatever the server calls its user
        boolean sure = signIn.tokens().isEmpty() || signIn.soleUser().isPresent();
        AccountChoice choice = new AccountChoice(login.mailbox(), sure);
        JsonNode resource =
                web.send(
                        WebRequest.get(configuration.url(), "cannot sign in")
                                .header("Accept", "application/json"),
                        answer -> JsonAnswer.read(answer, MOST));
        if (!resource.path("accounts").isObject() || !resource.path("apiUrl").isTextual()) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    web.mailbox() + ": " + configuration.url() + " is no JMAP session resource",
                    "Check caravan.stores." + name() + ".url.");
        }
        JmapAccount account =
                JmapAccount.read(resource, configuration.url(), choice)
                        .orElseThrow(
                                () ->
                                        new MailboxException(
                                                Scope.MAILBOX,
                                                Retry.NEVER,
                                                web.mailbox()
                                                        + ": the signed-in user '"
                                                        + resource.path("username").asText("")
                                                        + "' sees no account of this mailbox",
                                                "Sign in as the mailbox itself, or let its owner"
                                                        + " share the account."));
        requireSafe(web, account);
        return account;
    }

    /** What is signed in stays on TLS, wherever the server sends it. */
    private void requireSafe(WebSession web, JmapAccount account) throws MailboxException {
        boolean plain =
                "https".equalsIgnoreCase(configuration.url().getScheme())
                        && !("https".equalsIgnoreCase(account.api().getScheme())
                                && "https".equalsIgnoreCase(account.uploads().getScheme())
                                && "https".equalsIgnoreCase(account.content("x").getScheme()));
        if (plain) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    web.mailbox() + ": the server sends its clients to addresses without TLS",
                    "Have its session resource name https addresses.");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
