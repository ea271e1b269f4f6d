package io.mailcaravan.convert.tnef.item;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as RFC 5545 writes them. */
final class Times {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    private Times() {}

    /**
     * The day that begins at a midnight somewhere. Where nobody says in which zone: at most 14
     * hours earlier or 9 hours later than in Greenwich. Outlook also writes the last minute before
     * noon, for a day without any zone, [MS-OXOCNTC] 2.2.1.5.1.
     */
    static LocalDate localDay(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        LocalTime time = utc.toLocalTime();
        boolean noon = time.getHour() == 11 && time.getMinute() == 59;
        return !noon && time.getHour() >= 10 ? utc.toLocalDate().plusDays(1) : utc.toLocalDate();
    }

    static String utc(Instant instant) {
        return LOCAL.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }

    static String local(LocalDateTime time) {
        return LOCAL.format(time);
    }

    static String date(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }
}
