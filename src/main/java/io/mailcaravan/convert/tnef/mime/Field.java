package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.message.Mailbox;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Header fields: encoded (RFC 2047, RFC 2231), folded, and free of characters that end a line. */
public final class Field {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** Nobody has mail there (RFC 2606): for a sender whose address Exchange kept to itself. */
    private static final String NO_ADDRESS = "unknown@invalid";

    private static final Pattern LONG_WORD = Pattern.compile("\\S{900}(?=\\S)");

    /** Characters that may stand before an address in its line. */
    private static final int FOLDED = 10;

    /** Of a person; no address book has more. */
    private static final int LONGEST_NAME = 250;

    private Field() {}

    /** Text such as a subject, with encoded words where they are needed. */
    public static String text(String name, String text) {
        try {
            String encoded = MimeUtility.encodeText(broken(clean(text)), "utf-8", null);
            return name + ": " + MimeUtility.fold(name.length() + 2, encoded);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    /** A value that is no text, such as a message id; only visible ASCII stays. */
    public static String token(String name, String value) {
        String kept = clean(value).replaceAll("[^\\x20-\\x7E]", "").strip();
        return name + ": " + MimeUtility.fold(name.length() + 2, broken(kept));
    }

    public static String date(String name, Instant date) {
        return name + ": " + DATE.format(date);
    }

    public static String mailboxes(String name, List<Mailbox> mailboxes) {
        return name
                + ": "
                + mailboxes.stream().map(Field::address).collect(Collectors.joining(",\r\n\t"));
    }

    private static String address(Mailbox mailbox) {
        try {
            Optional<String> email = ascii(mailbox);
            String name =
                    mailbox.name().isEmpty() && email.isEmpty() ? mailbox.email() : mailbox.name();
            String shown = name.equalsIgnoreCase(email.orElse("")) ? "" : clean(cut(name));
            String address =
                    new InternetAddress(
                                    email.orElse(NO_ADDRESS),
                                    shown.isBlank() ? null : shown,
                                    "utf-8")
                            .toString();
            return MimeUtility.fold(FOLDED, address);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    /** The address as a header can have it; empty where that would be another one. */
    private static Optional<String> ascii(Mailbox mailbox) {
        if (!mailbox.hasSmtp()) {
            return Optional.empty();
        }
        int at = mailbox.email().lastIndexOf('@');
        try {
            String domain = mailbox.email().substring(at + 1);
            boolean ascii = domain.chars().allMatch(c -> c < 0x7F);
            return Optional.of(
                            mailbox.email().substring(0, at + 1)
                                    + (ascii ? domain : IDN.toASCII(domain)))
                    .filter(address -> address.chars().allMatch(c -> c < 0x7F));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no name that a domain can have
        }
    }

    /** A field with one parameter, as RFC 2231 writes it where it is not ASCII. */
    public static String withParameter(String name, String value, String parameter, String text) {
        ParameterList parameters = new ParameterList();
        parameters.set(parameter, clean(text), "utf-8");
        return name + ": " + value + parameters.toString(name.length() + 2 + value.length());
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    /** With a space where a line could not be folded: RFC 5322 2.1.1 allows 998 characters. */
    private static String broken(String text) {
        return LONG_WORD.matcher(text).replaceAll("$0 ");
    }

    /** Without control characters: none of them may end the line. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    }
}
