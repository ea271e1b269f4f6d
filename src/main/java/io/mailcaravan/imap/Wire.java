package io.mailcaravan.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.ProtocolException;

/**
 * Commands out, responses in, over one connection; every failure of it becomes a {@link
 * MailboxException} of scope STORE and retry NOW that says what was going on.
 *
 * <p>Command text is bytes written as ISO 8859-1.
 */
final class Wire {
    /** Answers between the ends of two commands; a folder of a million messages has as many. */
    private static final long MOST_UNTAGGED = 4_000_000;

    private final ImapConnection connection;
    private final ServerMailbox mailbox;
    private final Map<String, ServerLine> early = new HashMap<>();
    private final Set<String> unheeded = new HashSet<>();
    private int tags;
    private String doing = "signing in";
    private volatile boolean aborted;
    private boolean broken;
    private boolean unflushed;
    private ServerLine last;
    private long untagged;

    Wire(ImapConnection connection, ServerMailbox mailbox) {
        this.connection = connection;
        this.mailbox = mailbox;
    }

    ServerMailbox mailbox() {
        return mailbox;
    }

    /** What the server said first. */
    Greeting greeting() {
        return connection.greeting();
    }

    /** What was sent to sign in, to be kept out of messages. */
    SentSecrets secrets() {
        return connection.secrets();
    }

    /** What is going on, for messages: {@code reading Sent}. */
    void doing(String what) {
        doing = what;
    }

    String doing() {
        return doing;
    }

    /**
     * Writes a command without waiting and gives its tag. It leaves this side with the next {@link
     * #read()} at the latest, together with whatever else was written until then.
     */
    String send(String command) throws MailboxException {
        String tag = begin(command);
        end();
        return tag;
    }

    /** Writes a command whose end nobody waits for. */
    void sendUnheeded(String command) throws MailboxException {
        unheed(send(command));
    }

    /** Nobody waits for the end of this command any more. */
    void unheed(String tag) {
        if (early.remove(tag) == null) {
            unheeded.add(tag);
        }
    }

    /** Writes the start of a command, to be continued by {@link #write} and {@link #end()}. */
    String begin(String command) throws MailboxException {
        String tag = "C" + ++tags;
        write(tag + " " + command);
        return tag;
    }

    void write(String bytes) throws MailboxException {
        write(out -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Something that writes. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    void write(Writing writing) throws MailboxException {
        unflushed = true;
        connection.patience().begin();
        try {
            writing.to(connection.out());
        } catch (IOException e) {
            throw lost(e, "while writing");
        }
    }

    void end() throws MailboxException {
        write("\r\n");
    }

    void flush() throws MailboxException {
        write(OutputStream::flush);
        unflushed = false;
    }

    /**
     * The next response.
     *
     * @throws MailboxException also for BYE
     */
    ServerLine read() throws MailboxException {
        ServerLine line = readLine();
        while (line.isTagged() && unheeded.remove(line.getTag())) {
            line = readLine();
        }
        return line;
    }

    private ServerLine readLine() throws MailboxException {
        if (unflushed) {
            flush();
        }
        if (last != null) {
            last.discard();
        }
        ServerLine line;
        try {
            line = (ServerLine) connection.readResponse();
        } catch (AnswerStream.SpoolFailure e) {
            giveUp();
            throw Reading.spoolFailure(
                    mailbox, connection.spool(), e.needed(), (IOException) e.getCause());
        } catch (IOException e) {
            throw lost(e, "while waiting for the server");
        } catch (ProtocolException | RuntimeException e) {
            // Angus indexes into the line without checking; a mangled one ends here
            throw lost(e, "while reading an answer");
        }
        last = line;
        if (line.isTagged()) {
            connection.patience().begin();
            untagged = 0;
        } else if (++untagged > MOST_UNTAGGED) {
            throw lost(
                    new IOException("more than " + MOST_UNTAGGED + " answers to no command"),
                    "while reading an answer");
        }
        if (line.isUnTagged() && line.isBYE()) {
            broken = true;
            throw ServerRefusals.bye(mailbox, doing, line);
        }
        return line;
    }

    /**
     * Reads until the tagged response and gives it, whatever it says. Pipelined commands may end in
     * another order than they were sent (RFC 9051, 5.5).
     */
    ServerLine readTo(String tag, Consumer<ServerLine> untagged) throws MailboxException {
        ServerLine before = early.remove(tag);
        if (before != null) {
            return before;
        }
        RuntimeException failure = null;
        while (true) {
            ServerLine line = read();
            if (line.isTagged() && !line.getTag().equals(tag)) {
                if (wasSent(line.getTag())) {
                    early.put(line.getTag(), line);
                }
            } else if (line.isTagged()) {
                if (failure != null) {
                    throw failure;
                }
                return line;
            }
            if (failure == null && line.isUnTagged()) {
                try {
                    untagged.accept(line);
                } catch (RuntimeException e) {
                    // told after the command's end, so that the connection can go on
                    failure = e;
                }
            }
        }
    }

    /** What a server makes up is not kept. */
    private boolean wasSent(String tag) {
        long number = tag.startsWith("C") ? Numbers.of(tag.substring(1)) : Numbers.NONE;
        return number > 0 && number <= tags;
    }

    /** Reads until the tagged response, which must be OK. */
    ServerLine finish(String tag, Scope otherwise, Consumer<ServerLine> untagged)
            throws MailboxException {
        ServerLine line = readTo(tag, untagged);
        if (!line.isOK()) {
            throw ServerRefusals.of(mailbox, doing, line, otherwise);
        }
        return line;
    }

    /** One command to its end, which must be OK. */
    ServerLine run(String command, Scope otherwise, Consumer<ServerLine> untagged)
            throws MailboxException {
        return finish(send(command), otherwise, untagged);
    }

    /** A failure of the connection, which is unusable from here on. */
    MailboxException lost(Exception cause, String when) {
        broken = true;
        discard();
        connection.disconnect();
        String why;
        if (aborted) {
            why = "the session was closed " + when;
        } else if (cause instanceof SocketTimeoutException) {
            why = "no answer in time " + when + " (" + cause.getMessage() + ")";
        } else {
            String words = secrets().hide(String.valueOf(cause.getMessage()));
            why = "the connection broke " + when + " (" + words + ")";
        }
        return new MailboxException(
                Scope.STORE, Retry.NOW, mailbox + ": " + doing + ": " + why, "", cause);
    }

    /** After the server's OK to COMPRESS, and before anything else is written. */
    void startCompression() throws MailboxException {
        try {
            connection.startCompression();
        } catch (IOException e) {
            throw lost(e, "while switching compression on");
        }
    }

    boolean isBroken() {
        return broken;
    }

    /** The connection is of no more use, for a reason on this side. */
    void giveUp() {
        broken = true;
        discard();
        connection.disconnect();
    }

    /** Ends what is under way; from any thread. */
    void abort() {
        aborted = true;
        connection.disconnect();
    }

    /** Says LOGOUT without waiting for the answer. */
    void logout() {
        try {
            if (!broken) {
                send("LOGOUT");
                flush();
            }
        } catch (MailboxException e) {
            broken = true; // it is being closed anyway
        }
        discard();
        connection.disconnect();
    }

    private void discard() {
        if (last != null) {
            last.discard();
            last = null;
        }
    }
}
