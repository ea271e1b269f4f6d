package io.mailcaravan.filter;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.ByteSize;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.SystemFlag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads the item filter's options as people write them. */
final class ItemFilterParser {

    private static final String FLAG_ADVICE =
            "Write a list such as \\Flagged,!\\Deleted,$Forwarded; a ! in front means: without it.";

    private ItemFilterParser() {}

    static ItemFilter parse(
            String since,
            String before,
            String dateField,
            String maxSize,
            String flags,
            Instant now) {
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (String entry : flags.split(",")) {
            String name = entry.strip();
            if (name.startsWith("!")) {
                without.add(flag(name.substring(1).strip()));
            } else if (!name.isEmpty()) {
                with.add(flag(name));
            }
        }
        Optional<Instant> from = date("since", since, now);
        Optional<Instant> to = date("before", before, now);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new ConfigurationException(
                    "since",
                    "'" + since + "' is not earlier than before='" + before + "', so nothing fits",
                    "Messages from since on and earlier than before are taken.");
        }
        Flags wanted = Flags.of(with);
        Flags unwanted = Flags.of(without);
        if (!wanted.without(unwanted).equals(wanted)) {
            throw new ConfigurationException(
                    "flags", "'" + flags + "' asks for a flag with and without !", FLAG_ADVICE);
        }
        return new ItemFilter(
                from,
                to,
                before.strip().startsWith("P"),
                field(dateField),
                size(maxSize),
                wanted,
                unwanted);
    }

    private static Optional<Instant> date(String option, String written, Instant now) {
        String text = written.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(instant(text.toUpperCase(Locale.ROOT), now));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new ConfigurationException(
                    option,
                    "'" + text + "' is no date",
                    "Write a day as 2018-01-31 (from midnight UTC), a moment as"
                            + " 2018-01-31T08:00:00Z, or how long ago as P2Y, P6M, P30D.");
        }
    }

    private static Instant instant(String text, Instant now) {
        if (text.startsWith("PT")) {
            return now.minus(Duration.parse(text).abs());
        }
        if (text.startsWith("P")) {
            return now.atOffset(ZoneOffset.UTC).minus(Period.parse(text)).toInstant();
        }
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static DateField field(String written) {
        String text = written.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        if (text.isEmpty()) {
            return DateField.INTERNALDATE;
        }
        return Arrays.stream(DateField.values())
                .filter(
                        field ->
                                field.name().equals(text)
                                        || (text.equals("DATE") && field == DateField.DATE_HEADER))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ConfigurationException(
                                        "dateField",
                                        "'" + written.strip() + "' is no date field",
                                        "Write INTERNALDATE (when the store received the message)"
                                                + " or DATE_HEADER."));
    }

    private static OptionalLong size(String written) {
        if (written.isBlank()) {
            return OptionalLong.empty();
        }
        OptionalLong size = ByteSize.parse(written);
        if (size.isEmpty() || size.getAsLong() == 0) {
            throw new ConfigurationException(
                    "maxSize",
                    "'" + written.strip() + "' is no size",
                    "Write it as 25MB, 500KB or a number of bytes.");
        }
        return size;
    }

    private static String flag(String name) {
        if (name.startsWith("\\")) {
            String system = name.replaceFirst("^\\\\+", "\\\\");
            return SystemFlag.parse(system)
                    .map(SystemFlag::text)
                    .orElseThrow(() -> unknownFlag(system));
        }
        if (!name.matches("[!-~&&[^(){%*\"\\\\\\]]]+")) {
            throw new ConfigurationException(
                    "flags", "'" + name + "' cannot be a keyword", FLAG_ADVICE);
        }
        Optional<SystemFlag> meant = SystemFlag.withoutBackslash(name);
        if (meant.isPresent()) {
            throw new ConfigurationException(
                    "flags",
                    "'" + name + "' would be a keyword, of which no message has one",
                    "Did you mean '" + meant.get().text() + "'? " + FLAG_ADVICE);
        }
        return name;
    }

    private static ConfigurationException unknownFlag(String name) {
        return new ConfigurationException(
                "flags",
                "'" + name + "' is no system flag",
                NearestWord.of(
                                        name,
                                        Arrays.stream(SystemFlag.values())
                                                .map(SystemFlag::text)
                                                .collect(Collectors.toSet()))
                                .map(near -> "Did you mean '" + near + "'? ")
                                .orElse("")
                        + FLAG_ADVICE);
    }
}
