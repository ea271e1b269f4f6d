package io.mailcaravan.misbehaving;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** INTERNALDATE as on the wire. */
public final class Dates {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Dates() {}

    public static String format(Instant date) {
        return FORM.format(date);
    }

    public static Instant parse(String text) {
        return Instant.from(FORM.parse(text));
    }
}
