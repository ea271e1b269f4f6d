package io.mailcaravan.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * What time it is where tokens are given: assertions that are signed here have to be of that time,
 * or they are refused. Safe for many threads.
 */
final class ServerClock {

    /** Providers bear so much, and the header is in whole seconds. */
    private static final Duration BORNE = Duration.ofSeconds(60);

    private final Clock here;
    private volatile Duration ahead = Duration.ZERO;

    ServerClock(Clock here) {
        this.here = here;
    }

    Instant now() {
        return here.instant().plus(ahead);
    }

    /**
     * Sets itself by an answer.
     *
     * @param date the header Date (RFC 9110, 6.6.1)
     * @return whether what was signed until now may have been of a wrong time
     */
    boolean isSetBy(String date) {
        try {
            Instant there =
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            boolean wrong = Duration.between(now(), there).abs().compareTo(BORNE) > 0;
            if (wrong) {
                ahead = Duration.between(here.instant(), there);
            }
            return wrong;
        } catch (DateTimeParseException e) {
            return false; // nothing is known of its clock
        }
    }
}
