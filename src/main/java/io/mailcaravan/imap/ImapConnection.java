package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Spool;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.iap.ResponseInputStream;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;

/**
 * Angus Mail's connection, opened up for pipelining: the stream to write to, and responses as they
 * come instead of FETCH parsed into mail objects. Angus's own command methods are synchronized and
 * collect all responses, so nothing here uses them after STARTTLS.
 */
final class ImapConnection extends IMAPProtocol {
    private static final int BUFFER = 64 * 1024;
    private static final int COMPRESSED = 16 * 1024;

    // used while the super constructor runs, so they must not be initialised here
    private String greeting;
    private AnswerStream in;

    private final Sockets sockets;
    private final Spool spool;
    private final CommandPatience patience;
    private final SentSecrets secrets;
    private final Deque<ServerLine> unasked = new ArrayDeque<>();
    private OutputStream out;

    ImapConnection(
            ImapSettings.Server server,
            Properties properties,
            Sockets sockets,
            Spool spool,
            CommandPatience patience,
            SentSecrets secrets)
            throws IOException, ProtocolException {
        super(
                "imap",
                server.host(),
                server.port(),
                properties,
                server.tls() == ImapSettings.Tls.IMPLICIT,
                logger());
        this.sockets = sockets;
        this.spool = spool;
        this.patience = patience;
        this.secrets = secrets;
    }

    private static MailLogger logger() {
        return new MailLogger(
                "io.mailcaravan.imap.angus",
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
        if (in == null) {
            // the super constructor reads, too: then there are none yet
            return new ServerLine(this, secrets == null ? new SentSecrets() : secrets);
        }
        if (!unasked.isEmpty()) {
            return unasked.remove();
        }
        ServerLine line = new ServerLine(this, secrets);
        line.spooled(in.takeSpooled());
        return line;
    }

    @Override
    protected ResponseInputStream getInputStream() {
        return in == null ? super.getInputStream() : in;
    }

    /** From here on the stream stays, unless it is compressed: TLS has begun. */
    void ready() throws IOException, ProtocolException {
        // what a server says unasked has filled the stream that there was, which has no bounds
        while (super.getInputStream().available() > 0) {
            unasked.add((ServerLine) readResponse());
        }
        in = new AnswerStream(sockets.in(), spool, patience);
    }

    /** Where large literals go. */
    Spool spool() {
        return spool;
    }

    /** What this session signs in with, which nobody is to see. */
    SentSecrets secrets() {
        return secrets;
    }

    /** How long one command may take. */
    CommandPatience patience() {
        return patience;
    }

    /**
     * From here on both sides compress (RFC 4978). Angus could do it too, in pieces of 512 bytes.
     */
    void startCompression() throws IOException {
        in =
                new AnswerStream(
                        new InflaterInputStream(sockets.in(), new Inflater(true), COMPRESSED),
                        spool,
                        patience);
        // the fastest level: the line must be slow for more to pay
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        // flushing makes all that was written readable at the other side
        OutputStream compressed =
                new DeflaterOutputStream(getOutputStream(), deflater, COMPRESSED, true);
        out = new BufferedOutputStream(compressed, BUFFER);
    }

    /** What the server says first. */
    Greeting greeting() {
        return new Greeting(secrets.hide(greeting));
    }

    /** Where commands go, once TLS has begun. */
    OutputStream out() {
        if (out == null) {
            out = new BufferedOutputStream(getOutputStream(), BUFFER);
        }
        return out;
    }
}
