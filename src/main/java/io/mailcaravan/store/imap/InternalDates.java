package io.mailcaravan.store.imap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** INTERNALDATE on the wire: {@code "17-Jul-1996 02:44:25 -0700"} (RFC 9051, date-time). */
final class InternalDates {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private InternalDates() {}

    static String format(Instant date) {
        return FORM.format(date);
    }

    /**
     * Reads by position, as a folder of a million messages has a million of them.
     *
     * @throws IllegalArgumentException when it is no such date
     */
    static Instant parse(String text) {
        String date = text.trim();
        int day = date.indexOf('-');
        try {
            int month = MONTHS.indexOf(date.substring(day + 1, day + 4).toLowerCase(Locale.ROOT));
            int year = number(date, day + 5, day + 9);
            long days = LocalDate.of(year, month / 3 + 1, number(date, 0, day)).toEpochDay();
            int time = day + 10;
            long seconds =
                    number(date, time, time + 2) * 3600L
                            + number(date, time + 3, time + 5) * 60L
                            + number(date, time + 6, time + 8);
            int zone = time + 9;
            long offset = 0;
            if (date.length() >= zone + 5) {
                offset =
                        number(date, zone + 1, zone + 3) * 3600L
                                + number(date, zone + 3, zone + 5) * 60L;
                offset = date.charAt(zone) == '-' ? -offset : offset;
            }
            return Instant.ofEpochSecond(days * 86_400 + seconds - offset);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no INTERNALDATE: " + text, e);
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
