package io.mailcaravan.imap;

import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.iap.ProtocolException;

/** Connects, with TLS as configured; never with less. */
final class Connector {
    private final ImapSettings settings;
    private final ImapSettings.Server server;
    private final SSLSocketFactory tlsSockets;
    private final Spool spool;

    Connector(ImapSettings settings, Spool spool) {
        this.settings = settings;
        this.server = settings.server();
        this.spool = spool;
        // reading Java's certificates takes a while: only where they are used
        this.tlsSockets = server.tls() == Tls.NONE ? null : TlsTrust.factory(settings);
    }

    /**
     * @param secrets what the session is going to sign in with
     */
    ImapConnection connect(ServerMailbox mailbox, SentSecrets secrets) throws MailboxException {
        return connect(mailbox, secrets, true);
    }

    /** For a look at the server: nobody is to sign in, and the bounds of a greeting stay. */
    ImapConnection connectOnly(ServerMailbox mailbox) throws MailboxException {
        return connect(mailbox, new SentSecrets(), false);
    }

    private ImapConnection connect(ServerMailbox mailbox, SentSecrets secrets, boolean signsIn)
            throws MailboxException {
        ImapConnection connection = null;
        boolean ready = false;
        // connecting, TLS, greeting, capabilities: each may take the time of a read
        Sockets sockets =
                new Sockets(
                        tlsSockets,
                        new GreetingBounds(server.timeout().multipliedBy(4)),
                        server.timeout());
        try {
            connection = open(sockets, mailbox, secrets);
            if (connection.isAuthenticated()) {
                // PREAUTH: nobody knows as whom, and before STARTTLS it may be forged
                throw new MailboxException(
                        Scope.STORE,
                        Retry.NEVER,
                        mailbox + ": the server has signed this connection in by itself (PREAUTH)",
                        "Use a port where the mailbox signs in.");
            }
            if (server.tls() == Tls.STARTTLS) {
                startTls(connection, mailbox);
            }
            connection.ready();
            if (signsIn) {
                sockets.begun();
            }
            ready = true;
            return connection;
        } catch (IOException | ProtocolException e) {
            throw ConnectFailures.of(mailbox, e, secrets);
        } finally {
            if (!ready && connection != null) {
                connection.disconnect();
            }
        }
    }

    private ImapConnection open(Sockets sockets, ServerMailbox mailbox, SentSecrets secrets)
            throws IOException, ProtocolException, MailboxException {
        Properties properties = properties(sockets);
        CommandPatience patience = new CommandPatience(server.commandTimeout());
        if (server.tls() == Tls.IMPLICIT) {
            return new ImapConnection(server, properties, sockets, spool, patience, secrets);
        }
        try (TlsProbe probe =
                TlsProbe.watch(server.host(), server.port(), server.timeout(), sockets)) {
            try {
                return new ImapConnection(server, properties, sockets, spool, patience, secrets);
            } catch (IOException | ProtocolException e) {
                if (probe.speaksTls()) {
                    String tls = AsciiCase.lower(server.tls().name());
                    throw ConnectFailures.silentForTls(mailbox, tls, e);
                }
                throw e;
            }
        }
    }

    private static void startTls(ImapConnection connection, ServerMailbox mailbox)
            throws MailboxException, ProtocolException {
        if (!connection.hasCapability("STARTTLS")) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    mailbox + ": the server does not offer STARTTLS on this port",
                    "Use tls=implicit with its TLS port, usually 993.");
        }
        connection.startTLS();
        if (!connection.isSSL()) {
            throw new MailboxException(
                    Scope.STORE, Retry.NEVER, mailbox + ": the server did not start TLS", "");
        }
        // what was announced in clear text may be forged (RFC 9051, 6.2.1)
        connection.capability();
    }

    private Properties properties(Sockets sockets) {
        Properties properties = new Properties();
        String timeout = Long.toString(server.timeout().toMillis());
        properties.setProperty("mail.imap.connectiontimeout", timeout);
        properties.setProperty("mail.imap.timeout", timeout);
        properties.put("mail.imap.socketFactory", sockets.plain());
        properties.put("mail.imap.ssl.socketFactory", sockets.tls());
        // else a failed handshake is tried again with Java's own trust
        properties.setProperty("mail.imap.socketFactory.fallback", "false");
        properties.setProperty("mail.imap.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty(
                "mail.imap.ssl.checkserveridentity",
                Boolean.toString(
                        settings.trust().verifyHostName()
                                && settings.trust().verifyCertificate()
                                && settings.trust().fingerprints().isEmpty()));
        return properties;
    }
}
