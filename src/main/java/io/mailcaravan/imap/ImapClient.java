package io.mailcaravan.imap;

import io.mailcaravan.auth.Authenticator;
import io.mailcaravan.auth.Credentials;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import java.util.List;
import java.util.Set;

/** Connects to one IMAP server and signs in. Safe for many threads. */
public final class ImapClient {

    private final ImapSettings settings;
    private final Spool spool;
    private final Connector connector;
    private final Authenticator authenticator;
    private final OddNames oddNames = new OddNames();

    public ImapClient(ImapSettings settings, Spool spool) {
        this.settings = settings;
        this.spool = spool;
        this.connector = new Connector(settings, spool);
        this.authenticator = new Authenticator(settings.signIn());
    }

    /**
     * Opens a session.
     *
     * @param whenClosed called once, when the session ends; not where none comes about
     */
    public LabelSession signIn(Login login, Access access, Runnable whenClosed)
            throws MailboxException {
        ServerMailbox mailbox = mailbox(login);
        Credentials credentials = authenticator.credentials(login, mailbox.toString());
        SentSecrets secrets = new SentSecrets();
        ImapConnection connection = connector.connect(mailbox, secrets);
        boolean done = false;
        try {
            LabelSession session =
                    session(connection, mailbox, login, credentials, access, whenClosed);
            done = true;
            return session;
        } finally {
            if (!done) {
                connection.disconnect();
            }
        }
    }

    private LabelSession session(
            ImapConnection connection,
            ServerMailbox mailbox,
            Login login,
            Credentials credentials,
            Access access,
            Runnable whenClosed)
            throws MailboxException {
        Set<String> disabled = settings.dialect().disabledExtensions();
        Wire wire = new Wire(connection, mailbox);
        Capabilities before =
                new Capabilities(List.copyOf(connection.getCapabilities().keySet()), disabled);
        Capabilities announced =
                authenticator.signIn(
                        login,
                        credentials,
                        who -> new ImapSignIn(wire, before, disabled).signIn(who));
        Compression.start(wire, announced, settings.dialect().compress());
        return new ImapSession(
                wire,
                SessionSetup.ask(wire, announced, disabled, oddNames),
                ServerQuirks.of(settings.dialect(), announced, wire.greeting()),
                access,
                spool,
                whenClosed);
    }

    /** For messages: which mailbox of which server. */
    public String describe(String mailbox) {
        return mailbox(Login.of(mailbox)).toString();
    }

    private ServerMailbox mailbox(Login login) {
        return new ServerMailbox(
                settings.name(),
                settings.server().host(),
                settings.server().port(),
                login.mailbox());
    }
}
