package io.mailcaravan.store.jmap;

import io.mailcaravan.http.WebAnswer;
import io.mailcaravan.http.WebRequest;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.jmap.Emails.Stored;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Content as the server sends it. */
final class Downloads {

    private static final int GONE = 404;

    /** What is asked for (RFC 8620, 6.2: the server says so, too). */
    static final String MESSAGE = "message/rfc822";

    /** Up to here the rest is read, so that the connection can be used again. */
    private static final long WORTH_READING = 64 << 10;

    private final JmapWire wire;
    private final Spool spool;

    Downloads(JmapWire wire, Spool spool) {
        this.wire = wire;
        this.spool = spool;
    }

    /**
     * All of it, in memory or in a file.
     *
     * @return empty where it is not there
     */
    Optional<Content> content(Stored email) throws MailboxException {
        // no Optional comes from there: the client closes what nobody waits for any more
        return Optional.ofNullable(
                wire.<Content>send(
                        request(email),
                        answer -> answer.status() == GONE ? null : keep(answer, email)));
    }

    private WebRequest request(Stored email) {
        return WebRequest.get(
                        wire.account().content(email.blob()),
                        "cannot read the message with UID " + email.head().uid())
                .answers(GONE);
    }

    /** A page that a proxy or a server under repair shows in its place would be kept as mail. */
    private static void requireMessage(WebAnswer answer, Stored email) throws MailboxException {
        boolean asAsked = answer.type().equals(MESSAGE);
        boolean alike =
                !answer.type().equals("text/html")
                        && answer.length().orElse(-1) == email.head().size();
        if (!asAsked && !alike) {
            throw answer.unusable(
                    answer.type().isEmpty() ? "it has no type" : "it is " + answer.type());
        }
    }

    private Content keep(WebAnswer answer, Stored email) throws MailboxException, IOException {
        requireMessage(answer, email);
        Content content;
        try {
            content = spool.keep(answer.body());
        } catch (IOException e) {
            throw spool.noRoom(email.head().size(), e).orElseThrow(() -> e);
        }
        if (!answer.isDelimited() && content.size() != email.head().size()) {
            content.close();
            throw answer.unusable("it was cut");
        }
        return content;
    }

    /**
     * Reads to the end of the header.
     *
     * @return empty where it is not there
     */
    Optional<Fingerprint> fingerprint(Stored email) throws MailboxException {
        return wire.send(
                request(email),
                answer ->
                        answer.status() == GONE
                                ? Optional.empty()
                                : Optional.of(fingerprint(answer, email)));
    }

    private static Fingerprint fingerprint(WebAnswer answer, Stored email)
            throws MailboxException, IOException {
        requireMessage(answer, email);
        Counted body = new Counted(answer.body());
        long size = email.head().size();
        Fingerprint print = Fingerprint.of(body, size, email.head().internalDate());
        if (!answer.isDelimited() || size <= WORTH_READING) {
            body.transferTo(OutputStream.nullOutputStream());
        }
        if (!answer.isDelimited() && body.count != size) {
            throw answer.unusable("it was cut");
        }
        return print;
    }

    /** Counts what was read. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
