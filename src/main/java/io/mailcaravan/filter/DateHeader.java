package io.mailcaravan.filter;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day in a message's {@code Date:} header, as written there. */
final class DateHeader {

    /** More header than any real message has; beyond it nobody looks for a date. */
    private static final int LIMIT = 1 << 20;

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final Pattern DAY =
            Pattern.compile(
                    "(?<![\\w:])(\\d{1,2})[\\s-]+("
                            + String.join("|", MONTHS)
                            + ")[a-z]*[\\s-]+(\\d{2,4})(?![\\d:])",
                    Pattern.CASE_INSENSITIVE);

    private DateHeader() {}

    /** Reads no further than the header's end; empty where there is no date that can be read. */
    static Optional<LocalDate> day(InputStream message) throws IOException {
        InputStream in = new BufferedInputStream(message);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        StringBuilder date = null;
        for (int read = 0; read < LIMIT; read++) {
            int b = in.read();
            if (b >= 0 && b != '\n') {
                line.write(b);
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            line.reset();
            boolean folded = text.startsWith(" ") || text.startsWith("\t");
            if (date != null && folded) {
                date.append(text);
            } else if (date != null || text.isBlank()) {
                break;
            } else if (text.toLowerCase(Locale.ROOT).matches("date[ \\t]*:.*\\r?")) {
                date = new StringBuilder(text.substring(text.indexOf(':') + 1));
            }
            if (b < 0) {
                break;
            }
        }
        return date == null ? Optional.empty() : parse(date.toString());
    }

    /** RFC 5322, 3.3, and the short years of 4.3. */
    static Optional<LocalDate> parse(String value) {
        Matcher matcher = DAY.matcher(value);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group(3));
        if (year < 50) {
            year += 2000;
        } else if (year < 1000) {
            year += 1900;
        }
        int month = MONTHS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            return Optional.of(LocalDate.of(year, month, Integer.parseInt(matcher.group(1))));
        } catch (DateTimeException e) {
            return Optional.empty(); // 31 June: no more a date than none at all
        }
    }
}
