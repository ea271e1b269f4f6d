package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.InternalDate;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line with which a message begins: {@code From <address> <date>}, the date as asctime(3)
 * writes it. Programs have their own ideas of it: {@code +0000} before the year (Google Takeout) or
 * behind it, the sender {@code -} and the time at which the message was put there (Thunderbird up
 * to 120), nothing at all (Thunderbird since).
 */
final class FromLine {

    /** What every such line begins with. */
    static final String START = "From ";

    /** The sender in the lines that are written here. */
    private static final String SENDER = "MAILER-DAEMON";

    private static final int LONGEST = 500;

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final String ZONE = "([a-z]{1,5}|[+-]\\d{4})";

    private static final Pattern LINE =
            Pattern.compile(
                    "From +(?:(\\S+) +)?(?:mon|tue|wed|thu|fri|sat|sun),? +([a-z]{3}) +(\\d{1,2}) +"
                            + "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: +"
                            + ZONE
                            + ")?(?: +[a-z]{3,5})? +(\\d{4})(?: +"
                            + ZONE
                            + ")?(?: +remote from \\S+)?\\s*",
                    Pattern.CASE_INSENSITIVE);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private FromLine() {}

    /**
     * Whether a message begins here; what stands before must be looked at by the caller. The line
     * behind has to look like a header's, so that a quoted one in somebody's mail is no beginning.
     */
    static boolean isAt(FileWindow file, long offset) throws IOException {
        if (!file.isAt(offset, START)) {
            return false;
        }
        long end = file.lineEnd(offset);
        if (end - offset > LONGEST) {
            return false;
        }
        String line = file.text(offset, end, LONGEST);
        if (line.equals(START) || line.equals("From -")) {
            return file.isAt(end, "X-Mozilla-");
        }
        return LINE.matcher(line).matches()
                && (end >= file.limit()
                        || file.isBlank(end, file.lineEnd(end))
                        || isField(file, end));
    }

    /** Whether Thunderbird has written this line, which names no sender. */
    static boolean isThunderbirds(String line) {
        return line.equals(START) || line.equals("From -") || line.startsWith("From - ");
    }

    /** Whether UW's programs and those that follow them may have written this line themselves. */
    static boolean isProgramsOwn(String line) {
        return line.startsWith(START + SENDER + " ");
    }

    /** Whether a header's line is there: printable ASCII without spaces, and a colon. */
    private static boolean isField(FileWindow file, long offset) throws IOException {
        if (file.isAt(offset, ">" + START)) {
            return true; // what UUCP put on top of headers
        }
        int length = 0;
        int b = file.at(offset);
        while (b > ' ' && b < 0x7f && b != ':' && length < LONGEST) {
            b = file.at(offset + ++length);
        }
        while (b == ' ' || b == '\t') {
            b = file.at(offset + ++length); // RFC 5322's obsolete syntax (4.5)
        }
        return length > 0 && b == ':';
    }

    /**
     * The date in the line, which is in UTC where it names no zone; {@link InternalDate#UNKNOWN}
     * where there is none that can be, or one that is not that of receipt.
     */
    static Instant date(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches() || "-".equals(found.group(1))) {
            return InternalDate.UNKNOWN;
        }
        try {
            int month = MONTHS.indexOf(found.group(2).toLowerCase(Locale.ROOT)) + 1;
            Instant date =
                    LocalDateTime.of(
                                    Integer.parseInt(found.group(8)),
                                    month,
                                    Integer.parseInt(found.group(3)),
                                    Integer.parseInt(found.group(4)),
                                    Integer.parseInt(found.group(5)),
                                    found.group(6) == null
                                            ? 0
                                            : Math.min(59, Integer.parseInt(found.group(6))))
                            .toInstant(zone(found.group(7), found.group(9)));
            // a clock that never was set
            return date.isBefore(Instant.EPOCH.plus(Duration.ofDays(1)))
                    ? InternalDate.UNKNOWN
                    : date;
        } catch (DateTimeException e) {
            return InternalDate.UNKNOWN;
        }
    }

    private static ZoneOffset zone(String before, String behind) {
        String zone = before != null ? before : behind;
        return zone != null && zone.matches("[+-]\\d{4}")
                ? ZoneOffset.of(zone.substring(0, 3) + ":" + zone.substring(3))
                : ZoneOffset.UTC;
    }

    /** The line for a message received then, with its end. */
    static String of(Instant received) {
        return START + SENDER + " " + ASCTIME.format(received) + "\n";
    }
}
