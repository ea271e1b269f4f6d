package io.mailcaravan.convert.mime;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A header field as its physical lines, without line ends; one char a byte (ISO-8859-1), so that
 * nothing is lost.
 *
 * @param valid false for a line that is no field and the lines folded below it
 */
public record HeaderField(List<String> lines, boolean valid) {

    /** Fields common enough to tell, when one follows, that the header goes on. */
    private static final Set<String> COMMON =
            Set.of(
                    "received",
                    "return-path",
                    "delivered-to",
                    "from",
                    "to",
                    "cc",
                    "bcc",
                    "sender",
                    "reply-to",
                    "subject",
                    "date",
                    "message-id",
                    "in-reply-to",
                    "references",
                    "mime-version",
                    "importance",
                    "priority",
                    "precedence",
                    "user-agent",
                    "organization",
                    "thread-topic",
                    "thread-index",
                    "envelope-to");

    private static final List<String> COMMON_STARTS =
            List.of("x-", "content-", "list-", "dkim-", "arc-", "authentication-", "resent-");

    static HeaderField of(String line, boolean valid) {
        return new HeaderField(List.of(line), valid);
    }

    /** Whether a line begins a field: RFC 5322, 3.6.8, with white space before the colon (4.5). */
    static boolean begins(String line) {
        int colon = nameLength(line);
        if (colon == 0) {
            return false;
        }
        while (colon < line.length() && (line.charAt(colon) == ' ' || line.charAt(colon) == '\t')) {
            colon++;
        }
        return colon < line.length() && line.charAt(colon) == ':';
    }

    /** Whether a line begins a field that mail programs write. */
    static boolean beginsCommon(String line) {
        if (!begins(line)) {
            return false;
        }
        String name = line.substring(0, nameLength(line)).toLowerCase(Locale.ROOT);
        return COMMON.contains(name) || COMMON_STARTS.stream().anyMatch(name::startsWith);
    }

    /** Whether a line begins a field that says what the body is. */
    static boolean beginsMime(String line) {
        if (!begins(line)) {
            return false;
        }
        String name = line.substring(0, nameLength(line)).toLowerCase(Locale.ROOT);
        return name.startsWith("content-") || name.equals("mime-version");
    }

    private static int nameLength(String line) {
        int i = 0;
        while (i < line.length()
                && line.charAt(i) > 32
                && line.charAt(i) < 127
                && line.charAt(i) != ':') {
            i++;
        }
        return i;
    }

    /** The name as written. */
    public String name() {
        return lines.get(0).substring(0, nameLength(lines.get(0)));
    }

    boolean isNamed(String name) {
        return valid && name().equalsIgnoreCase(name);
    }

    /** What follows the colon, unfolded. */
    String value() {
        String all = String.join("", lines);
        return all.substring(all.indexOf(':') + 1);
    }

    boolean isAscii() {
        return lines.stream().allMatch(line -> line.chars().allMatch(c -> c < 128));
    }

    /** The same field with another value, which may hold CRLF to fold it. */
    HeaderField withValue(String value) {
        return new HeaderField(List.of((name() + ":" + value).split("\r\n")), true);
    }
}
