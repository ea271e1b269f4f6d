package io.mailcaravan.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people write it in settings of Quarkus: {@code 5s}, {@code 500ms}, {@code PT1M}. */
final class WrittenDuration {

    private static final Pattern SECONDS = Pattern.compile("[-+]?\\d+");
    private static final Pattern MILLIS = Pattern.compile("([-+]?\\d+)ms");
    private static final Pattern DAYS = Pattern.compile("[-+]?\\d+d");
    private static final Pattern UNITS = Pattern.compile("(?:[-+]?\\d+(?:\\.\\d+)?[hms])+");

    private WrittenDuration() {}

    /** Empty when it is none. */
    static Optional<Duration> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        try {
            Matcher millis = MILLIS.matcher(lower);
            if (millis.matches()) {
                return Optional.of(Duration.ofMillis(Long.parseLong(millis.group(1))));
            }
            if (SECONDS.matcher(lower).matches()) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(lower)));
            }
            if (DAYS.matcher(lower).matches()) {
                return Optional.of(Duration.parse("P" + lower));
            }
            return Optional.of(
                    Duration.parse(UNITS.matcher(lower).matches() ? "PT" + lower : lower));
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whole seconds, such as {@code 60s}. */
    static String format(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
