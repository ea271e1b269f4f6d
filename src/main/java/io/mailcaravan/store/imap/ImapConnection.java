package io.mailcaravan.store.imap;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Properties;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;

/**
 * Angus Mail's connection, opened up for pipelining: the stream to write to, and responses as they
 * come instead of FETCH parsed into mail objects. Angus's own command methods are synchronized and
 * collect all responses, so nothing here uses them after STARTTLS.
 */
final class ImapConnection extends IMAPProtocol {
    private static final int BUFFER = 64 * 1024;

    // set while the super constructor runs, so it must not be initialised here
    private String greeting;

    private OutputStream out;

    ImapConnection(String host, int port, Properties properties, boolean tls)
            throws IOException, ProtocolException {
        super("imap", host, port, properties, tls, logger());
    }

    private static MailLogger logger() {
        return new MailLogger(
                "io.mailcaravan.store.imap.angus",
                "IMAP",
                false,
                new PrintStream(OutputStream.nullOutputStream()));
    }

    @Override
    protected void processGreeting(Response response) throws ProtocolException {
        greeting = ((ServerLine) response).words();
        super.processGreeting(response);
    }

    @Override
    public Response readResponse() throws IOException, ProtocolException {
        return new ServerLine(this);
    }

    /** The server's first words. */
    String greeting() {
        return greeting;
    }

    /** Where commands go, once TLS has begun. */
    OutputStream out() {
        if (out == null) {
            out = new BufferedOutputStream(getOutputStream(), BUFFER);
        }
        return out;
    }
}
