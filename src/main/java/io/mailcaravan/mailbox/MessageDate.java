package io.mailcaravan.mailbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a message arrived, as its own header tells it: for stores that do not know (see {@link
 * InternalDate#UNKNOWN}).
 *
 * @param field where it was found: {@code Received} or {@code Date}
 */
public record MessageDate(Instant date, String field) {

    /** More header than any real message has; beyond it nobody looks for a date. */
    private static final int LIMIT = 1 << 20;

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final String TIME = "(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?";

    /** {@code 1 Jul 2003 10:52:37 +0200}, RFC 5322, 3.3, and the short years of 4.3. */
    private static final Pattern DATE =
            Pattern.compile(
                    "(?<![\\w:])(\\d{1,2})[\\s-]+([a-z]{3})[a-z]*[\\s-]+(\\d{2,4})[\\s,]+"
                            + TIME
                            + "\\s*([+-]\\d{4}|[a-z]{1,3})?",
                    Pattern.CASE_INSENSITIVE);

    /** {@code Tue Jul 1 10:52:37 2003}, as old programs write it. */
    private static final Pattern ASCTIME =
            Pattern.compile(
                    "(?<!\\w)([a-z]{3})\\s+(\\d{1,2})\\s+" + TIME + "\\s+(\\d{4})(?!\\d)",
                    Pattern.CASE_INSENSITIVE);

    /** RFC 5322, 4.3; all other names are taken for UTC, as it says there. */
    private static final Map<String, String> ZONES =
            Map.of(
                    "est", "-05:00", "edt", "-04:00", "cst", "-06:00", "cdt", "-05:00", "mst",
                    "-07:00", "mdt", "-06:00", "pst", "-08:00", "pdt", "-07:00");

    /**
     * The topmost {@code Received} that can be read, which is the newest; else the {@code Date};
     * empty where neither tells a date that can be. Reads no further than the header's end and
     * leaves the stream open.
     */
    public static Optional<MessageDate> of(InputStream message) throws IOException {
        return of(message, Clock.systemUTC());
    }

    static Optional<MessageDate> of(InputStream message, Clock clock) throws IOException {
        Instant latest = clock.instant().plus(Duration.ofDays(1));
        Optional<MessageDate> date = Optional.empty();
        Fields fields = new Fields(message);
        for (String field = fields.next(); field != null; field = fields.next()) {
            String name = AsciiCase.lower(field.substring(0, field.indexOf(':')).strip());
            String value = field.substring(field.indexOf(':') + 1);
            if (name.equals("received")) {
                Optional<Instant> received =
                        parse(value.substring(value.lastIndexOf(';') + 1), latest);
                if (received.isPresent()) {
                    return Optional.of(new MessageDate(received.get(), "Received"));
                }
            } else if (name.equals("date") && date.isEmpty()) {
                date = parse(value, latest).map(it -> new MessageDate(it, "Date"));
            }
        }
        return date;
    }

    private static Optional<Instant> parse(String value, Instant latest) {
        try {
            Matcher matcher = DATE.matcher(value);
            Instant date;
            if (matcher.find()) {
                date =
                        local(matcher, 3, 2, 1, 4)
                                .toInstant(zone(matcher.group(7) == null ? "" : matcher.group(7)));
            } else {
                matcher = ASCTIME.matcher(value);
                if (!matcher.find()) {
                    return Optional.empty();
                }
                date = local(matcher, 6, 1, 2, 3).toInstant(ZoneOffset.UTC);
            }
            // clocks that never were set, and dates made up to stay on top
            return date.isAfter(Instant.EPOCH.plus(Duration.ofDays(1))) && !date.isAfter(latest)
                    ? Optional.of(date)
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // 31 June: no more a date than none at all
        }
    }

    private static LocalDateTime local(Matcher matcher, int year, int month, int day, int time) {
        int years = Integer.parseInt(matcher.group(year));
        if (years < 50) {
            years += 2000;
        } else if (years < 1000) {
            years += 1900;
        }
        String seconds = matcher.group(time + 2);
        return LocalDateTime.of(
                years,
                MONTHS.indexOf(AsciiCase.lower(matcher.group(month))) + 1,
                Integer.parseInt(matcher.group(day)),
                Integer.parseInt(matcher.group(time)),
                Integer.parseInt(matcher.group(time + 1)),
                seconds == null ? 0 : Math.min(59, Integer.parseInt(seconds)));
    }

    private static ZoneOffset zone(String text) {
        return text.matches("[+-]\\d{4}")
                ? ZoneOffset.of(text.substring(0, 3) + ":" + text.substring(3))
                : ZoneOffset.of(ZONES.getOrDefault(AsciiCase.lower(text), "Z"));
    }

    /** The header's fields, unfolded, one at a time. */
    private static final class Fields {
        private final InputStream in;
        private int read;
        private String ahead;

        Fields(InputStream message) {
            in = new BufferedInputStream(message);
        }

        /** Null at the header's end. */
        String next() throws IOException {
            String line = ahead == null ? line() : ahead;
            StringBuilder field = new StringBuilder(line);
            for (ahead = line.isEmpty() ? "" : line(); isFolded(ahead); ahead = line()) {
                field.append(ahead);
            }
            if (line.isEmpty()) {
                return null;
            }
            return field.indexOf(":") > 0 ? field.toString() : next();
        }

        private static boolean isFolded(String line) {
            return line.startsWith(" ") || line.startsWith("\t");
        }

        /** Without its end; empty at the header's. */
        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (read < LIMIT) {
                int b = in.read();
                read++;
                if (b < 0 || b == '\n') {
                    break;
                }
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
