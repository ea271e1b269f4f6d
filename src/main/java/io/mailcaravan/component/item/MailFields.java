package io.mailcaravan.component.item;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.MessageHeader;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The header fields of a message (RFC 5322), by names that have no case: unfolded, encoded words
 * decoded (RFC 2047), several of one name joined by commas. The header is read when a field is
 * first asked for, the body never. Safe for many threads.
 */
final class MailFields extends AbstractMap<String, String> {

    /** Longer headers are attacks or accidents; what lies beyond is not looked at. */
    private static final int MAX_HEADER = 1 << 20;

    private static final String JOINED = ", ";

    private final Content message;
    private InternetHeaders headers;

    /**
     * @param message to be readable for as long as this is asked
     */
    MailFields(Content message) {
        this.message = message;
    }

    @Override
    public String get(Object name) {
        String value = headers().getHeader(String.valueOf(name), JOINED);
        return value == null ? null : decoded(value);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Collections.list(headers().getAllHeaders())) {
            fields.computeIfAbsent(header.getName(), this::get);
        }
        return fields.entrySet();
    }

    /** A log that shows all headers of an exchange is not to hold those of the mail, too. */
    @Override
    public String toString() {
        return "header of the message";
    }

    private synchronized InternetHeaders headers() {
        if (headers == null) {
            try (InputStream in = message.open()) {
                headers =
                        new InternetHeaders(
                                new ByteArrayInputStream(MessageHeader.read(in, MAX_HEADER)), true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MessagingException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
        return headers;
    }

    private static String decoded(String value) {
        String line = MimeUtility.unfold(value).strip();
        try {
            return MimeUtility.decodeText(line);
        } catch (UnsupportedEncodingException e) {
            return line; // a charset that nobody knows
        }
    }
}
