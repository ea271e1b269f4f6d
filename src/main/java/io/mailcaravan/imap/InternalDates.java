package io.mailcaravan.imap;

import io.mailcaravan.mailbox.InternalDate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** INTERNALDATE on the wire: {@code "17-Jul-1996 02:44:25 -0700"} (RFC 9051, date-time). */
final class InternalDates {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private InternalDates() {}

    /** As an argument of APPEND with a blank in front; nothing where the date is not known. */
    static String argument(Instant date) {
        if (!InternalDate.isKnown(date)) {
            return "";
        }
        LocalDateTime at = LocalDateTime.ofEpochSecond(date.getEpochSecond(), 0, ZoneOffset.UTC);
        int month = 3 * at.getMonthValue();
        StringBuilder text = new StringBuilder(30).append(" \"");
        two(text, at.getDayOfMonth()).append('-').append(MONTHS, month - 3, month).append('-');
        two(two(text, at.getYear() / 100), at.getYear() % 100).append(' ');
        two(text, at.getHour()).append(':');
        two(text, at.getMinute()).append(':');
        return two(text, at.getSecond()).append(" +0000\"").toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /**
     * Reads by position, as a folder of a million messages has a million of them.
     *
     * @throws IllegalArgumentException when it is no such date, or one before there was mail
     */
    static Instant parse(String text) {
        String date = text.trim();
        int day = date.indexOf('-');
        try {
            int month = month(date, day + 1);
            int year = number(date, day + 5, day + 9, 9999);
            long days = LocalDate.of(year, month, number(date, 0, day, 31)).toEpochDay();
            int time = day + 10;
            long seconds =
                    number(date, time, time + 2, 23) * 3600L
                            + number(date, time + 3, time + 5, 59) * 60L
                            + number(date, time + 6, time + 8, 60);
            int zone = time + 9;
            long offset = 0;
            if (date.length() >= zone + 5) {
                offset =
                        number(date, zone + 1, zone + 3, 23) * 3600L
                                + number(date, zone + 3, zone + 5, 59) * 60L;
                offset = date.charAt(zone) == '-' ? -offset : offset;
            }
            Instant moment = Instant.ofEpochSecond(days * 86_400 + seconds - offset);
            if (moment.isBefore(Instant.EPOCH)) {
                throw new IllegalArgumentException("before 1970");
            }
            return moment;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no INTERNALDATE: " + text, e);
        }
    }

    private static int month(String date, int at) {
        for (int month = 0; month < 12; month++) {
            if (date.regionMatches(true, at, MONTHS, 3 * month, 3)) {
                return month + 1;
            }
        }
        throw new IllegalArgumentException("no month");
    }

    private static int number(String text, int from, int to, int most) {
        int number = Integer.parseInt(text, from, to, 10);
        if (number < 0 || number > most) {
            throw new IllegalArgumentException(number + " is not 0 to " + most);
        }
        return number;
    }
}
