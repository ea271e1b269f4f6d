package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.message.Mailbox;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes the fields of a report for programs. They are ASCII in short lines, whatever they hold: a
 * part of the type message may not be encoded, RFC 3464 section 2.1.
 */
final class ReportFields {

    /** Of a value without a space that could be folded. */
    private static final Pattern LONG_WORD = Pattern.compile("\\S{900}(?=\\S)");

    private final StringBuilder out = new StringBuilder();

    ReportFields add(String name, String value) {
        return add(name, "", value);
    }

    /** A value with a word in front that says of what kind it is. */
    ReportFields add(String name, String type, String value) {
        try {
            String line = value.replaceAll("[\\p{Cc}\\s\u2028\u2029]+", " ").strip();
            String encoded =
                    MimeUtility.encodeText(
                            LONG_WORD.matcher(line).replaceAll("$0 "), "utf-8", null);
            out.append(name)
                    .append(": ")
                    .append(MimeUtility.fold(name.length() + 2, type + encoded))
                    .append("\r\n");
            return this;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    ReportFields add(String name, Optional<String> value) {
        value.filter(text -> !text.isBlank()).ifPresent(text -> add(name, text));
        return this;
    }

    ReportFields time(String name, Optional<Instant> time) {
        return add(name, time.map(ReportFields::text));
    }

    /** A time as mail has it. */
    static String text(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** An address after its type; one that mail does not know has none that programs know. */
    ReportFields address(String name, Optional<Mailbox> mailbox) {
        Optional<String> smtp =
                mailbox.filter(Mailbox::hasSmtp)
                        .map(Mailbox::email)
                        .filter(email -> email.chars().allMatch(c -> c > ' ' && c < 0x7F));
        if (smtp.isPresent()) {
            return add(name, "rfc822; ", smtp.get());
        }
        return mailbox.map(Mailbox::email)
                .filter(email -> !email.isBlank())
                .map(email -> add(name, "unknown; ", email))
                .orElseGet(() -> add(name, "rfc822; ", "unknown"));
    }

    /** Begins the fields of another recipient. */
    ReportFields next() {
        out.append("\r\n");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
