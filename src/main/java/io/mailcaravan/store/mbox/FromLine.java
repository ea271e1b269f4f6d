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
 * behind it, dates as in headers or of ISO 8601, senders with spaces (archives of lists), the
 * sender {@code -} and the time at which the message was put there (Thunderbird up to 120), nothing
 * at all (Thunderbird since).
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

    private static final String DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
    private static final String MONTH = "(?<%s>[a-z]{3})";
    private static final String DATE = "(?<%s>\\d{1,2})";
    private static final String YEAR = "(?<%s>\\d{4})";
    private static final String TIME =
            "(?<%1$sh>\\d{1,2}):(?<%1$smi>\\d{2})(?::(?<%1$ss>\\d{2})(?:[.]\\d+)?)?";
    private static final String ZONE = "(?:[a-z]{1,5}|[+-]\\d{2}:?\\d{2})";

    /** By their forms: asctime(3), RFC 5322, ISO 8601. The sender may be any text. */
    private static final Pattern LINE =
            Pattern.compile(
                    "From +(?:(?<sender>\\S.*?) +)?(?:"
                            + (DAY + ",? +" + MONTH + " +" + DATE + " +").formatted("am", "ad")
                            + TIME.formatted("a")
                            + "(?: +(?<az>"
                            + ZONE
                            + "))?(?: +[a-z]{3,5})? +"
                            + YEAR.formatted("ay")
                            + "(?: +(?<azb>"
                            + ZONE
                            + "))?"
                            + ("|(?:" + DAY + ",? +)?" + DATE + "[ -]" + MONTH + "[ -]" + YEAR)
                                    .formatted("rd", "rm", "ry")
                            + ("(?: +" + TIME + "(?: +(?<rz>" + ZONE + "))?)?").formatted("r")
                            + ("|" + YEAR + "-(?<in>\\d{2})-" + DATE).formatted("iy", "id")
                            + ("[ t]" + TIME + " ?(?<iz>" + ZONE + ")?").formatted("i")
                            + ")(?: +\\([a-z0-9 :+-]+\\))?(?: +remote from \\S+)?\\s*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern WITH_YEAR = Pattern.compile(".*\\b(?:19|20)\\d{2}\\b.*");

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

    /**
     * Whether a line that begins no message here may be meant to: it has a date, or a year and a
     * line of a header behind it.
     */
    static boolean isDoubtful(FileWindow file, long offset) throws IOException {
        if (file.at(offset) != 'F' || !file.isAt(offset, START)) {
            return false;
        }
        long end = file.lineEnd(offset);
        String line = file.text(offset, end, LONGEST);
        return WITH_YEAR.matcher(line).matches()
                && (isField(file, end) || LINE.matcher(line).matches());
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
        if (!found.matches() || "-".equals(found.group("sender"))) {
            return InternalDate.UNKNOWN;
        }
        try {
            String form = found.group("ay") != null ? "a" : found.group("ry") != null ? "r" : "i";
            int month =
                    form.equals("i")
                            ? Integer.parseInt(found.group("in"))
                            : 1 + MONTHS.indexOf(found.group(form + "m").toLowerCase(Locale.ROOT));
            String before = form.equals("a") ? found.group("az") : found.group(form + "z");
            Instant date =
                    LocalDateTime.of(
                                    number(found, form + "y"),
                                    month,
                                    number(found, form + "d"),
                                    number(found, form + "h"),
                                    number(found, form + "mi"),
                                    Math.min(59, number(found, form + "s")))
                            .toInstant(zone(before, found.group("azb")));
            // a clock that never was set
            return date.isBefore(Instant.EPOCH.plus(Duration.ofDays(1)))
                    ? InternalDate.UNKNOWN
                    : date;
        } catch (DateTimeException e) {
            return InternalDate.UNKNOWN;
        }
    }

    /** 0 where the line does not tell it. */
    private static int number(Matcher found, String group) {
        String digits = found.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneOffset zone(String before, String behind) {
        String zone = before != null ? before : behind;
        return zone != null && zone.matches("[+-].*")
                ? ZoneOffset.of(zone.substring(0, 3) + ":" + zone.substring(zone.length() - 2))
                : ZoneOffset.UTC;
    }

    /** The line for a message received then, with its end. */
    static String of(Instant received) {
        return START + SENDER + " " + ASCTIME.format(received) + "\n";
    }
}
