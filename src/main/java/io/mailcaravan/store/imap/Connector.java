package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.store.imap.ImapStoreConfiguration.Tls;
import java.io.IOException;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.iap.ProtocolException;

/** Connects, with TLS as configured; never with less. */
final class Connector {
    private final ImapStoreConfiguration configuration;
    private final SSLSocketFactory tlsSockets;

    Connector(ImapStoreConfiguration configuration) {
        this.configuration = configuration;
        // reading Java's certificates takes a while: only where they are used
        this.tlsSockets = configuration.tls() == Tls.NONE ? null : TlsTrust.factory(configuration);
    }

    ImapConnection connect(Place place) throws MailboxException {
        ImapConnection connection = null;
        boolean ready = false;
        try {
            Sockets sockets = new Sockets(tlsSockets);
            connection =
                    new ImapConnection(
                            configuration.host(),
                            configuration.port(),
                            properties(sockets),
                            configuration.tls() == Tls.IMPLICIT,
                            sockets);
            if (connection.isAuthenticated()) {
                // PREAUTH: nobody knows as whom, and before STARTTLS it may be forged
                throw new MailboxException(
                        Scope.STORE,
                        Retry.NEVER,
                        place + ": the server has signed this connection in by itself (PREAUTH)",
                        "Use a port where the mailbox signs in.");
            }
            if (configuration.tls() == Tls.STARTTLS) {
                startTls(connection, place);
            }
            connection.ready();
            ready = true;
            return connection;
        } catch (IOException e) {
            throw ConnectFailures.of(place, e);
        } catch (ProtocolException e) {
            throw ConnectFailures.of(place, e);
        } finally {
            if (!ready && connection != null) {
                connection.disconnect();
            }
        }
    }

    private static void startTls(ImapConnection connection, Place place)
            throws MailboxException, ProtocolException {
        if (!connection.hasCapability("STARTTLS")) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    place + ": the server does not offer STARTTLS on this port",
                    "Use tls=implicit with its TLS port, usually 993.");
        }
        connection.startTLS();
        if (!connection.isSSL()) {
            throw new MailboxException(
                    Scope.STORE, Retry.NEVER, place + ": the server did not start TLS", "");
        }
        // what was announced in clear text may be forged (RFC 9051, 6.2.1)
        connection.capability();
    }

    private Properties properties(Sockets sockets) {
        Properties properties = new Properties();
        String timeout = Long.toString(configuration.timeout().toMillis());
        properties.setProperty("mail.imap.connectiontimeout", timeout);
        properties.setProperty("mail.imap.timeout", timeout);
        properties.setProperty("mail.imap.writetimeout", timeout);
        properties.put("mail.imap.executor.writetimeout", Sockets.writeTimeouts());
        properties.put("mail.imap.socketFactory", sockets.plain());
        properties.put("mail.imap.ssl.socketFactory", sockets.tls());
        // else a failed handshake is tried again with Java's own trust
        properties.setProperty("mail.imap.socketFactory.fallback", "false");
        properties.setProperty("mail.imap.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty(
                "mail.imap.ssl.checkserveridentity",
                Boolean.toString(
                        configuration.verifyHostName() && configuration.verifyCertificate()));
        return properties;
    }
}
