package io.mailcaravan.http;

import io.mailcaravan.mailbox.MailboxException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer whose body is still to be read.
 *
 * @param body whose end is the end of the answer, where {@link #isDelimited()}; closed by the
 *     client
 */
public record WebAnswer(int status, HttpHeaders headers, InputStream body, WebPlace place) {

    /** The first header of that name. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The announced length of the body. */
    public OptionalLong length() {
        return headers.firstValue("Content-Length").stream()
                .filter(value -> value.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /**
     * Whether a body that was cut shows as an error. One that ends with its connection may be cut
     * anywhere, and nobody would see it.
     */
    public boolean isDelimited() {
        return length().isPresent()
                || header("Transfer-Encoding")
                        .filter(how -> how.toLowerCase(Locale.ROOT).contains("chunked"))
                        .isPresent();
    }

    /** In lower case, without parameters; empty where none is told. */
    public String type() {
        String type = header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /** What this status means where it is no answer to the question. */
    public MailboxException failure() {
        return WebFailures.ofStatus(this);
    }

    /** What is wrong with the answer itself. */
    public MailboxException unusable(String why) {
        return WebFailures.unusable(place, why, null);
    }
}
