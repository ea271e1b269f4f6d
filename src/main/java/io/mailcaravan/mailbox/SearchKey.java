package io.mailcaravan.mailbox;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One condition that a store with {@link StoreCapability#SEARCH} evaluates itself, in IMAP's words
 * (RFC 9051, 6.4.4).
 *
 * @param text as sent: {@code BEFORE 1-Jan-2018}
 */
public record SearchKey(String text) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);

    /** INTERNALDATE on a day before this one, in the server's own time zone. */
    public static SearchKey before(LocalDate day) {
        return new SearchKey("BEFORE " + DATE.format(day));
    }

    /** INTERNALDATE on this day or later, in the server's own time zone. */
    public static SearchKey since(LocalDate day) {
        return new SearchKey("SINCE " + DATE.format(day));
    }

    /** {@code Date:} header before this day, disregarding its time zone. */
    public static SearchKey sentBefore(LocalDate day) {
        return new SearchKey("SENTBEFORE " + DATE.format(day));
    }

    /** {@code Date:} header on this day or later, disregarding its time zone. */
    public static SearchKey sentSince(LocalDate day) {
        return new SearchKey("SENTSINCE " + DATE.format(day));
    }

    /** More bytes than this. */
    public static SearchKey larger(long bytes) {
        return new SearchKey("LARGER " + bytes);
    }

    /** The items of the range that are there. */
    public static SearchKey uids(UidRange range) {
        return new SearchKey("UID " + range);
    }
}
