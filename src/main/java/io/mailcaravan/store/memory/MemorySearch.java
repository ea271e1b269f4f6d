package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.Uid;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions that {@link SearchKey} can make; the store's time zone is UTC. */
final class MemorySearch {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter HEADER_DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final Pattern DATE_HEADER =
            Pattern.compile(
                    "^Date:\\s*(?:[A-Za-z]+,)?\\s*(\\d{1,2} [A-Za-z]{3} \\d{4})",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private MemorySearch() {}

    /**
     * @throws IllegalArgumentException for a key that is none of these
     */
    static Predicate<MemoryItem> predicate(SearchKey key) {
        Predicate<MemoryItem> all = item -> true;
        String[] words = key.text().split(" ");
        for (int i = 0; i < words.length; i += 2) {
            all = all.and(predicate(key, words[i], words[words.length > i + 1 ? i + 1 : i]));
        }
        return all;
    }

    private static Predicate<MemoryItem> predicate(SearchKey key, String name, String value) {
        return switch (name) {
            case "BEFORE" -> received(day -> day.isBefore(day(value)));
            case "SINCE" -> received(day -> !day.isBefore(day(value)));
            case "SENTBEFORE" -> sent(day -> day.isBefore(day(value)));
            case "SENTSINCE" -> sent(day -> !day.isBefore(day(value)));
            case "UID" -> uids(value.split(":"));
            case "LARGER" -> item -> item.bytes().length > Long.parseLong(value);
            default -> throw new IllegalArgumentException("cannot search for '" + key.text() + "'");
        };
    }

    private static Predicate<MemoryItem> uids(String[] range) {
        long first = Long.parseLong(range[0]);
        long last = range[1].equals("*") ? Uid.MAX.value() : Long.parseLong(range[1]);
        return item -> item.head().uid().value() >= first && item.head().uid().value() <= last;
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text, DAY);
    }

    private static Predicate<MemoryItem> received(Predicate<LocalDate> condition) {
        return item ->
                condition.test(LocalDate.ofInstant(item.head().internalDate(), ZoneOffset.UTC));
    }

    private static Predicate<MemoryItem> sent(Predicate<LocalDate> condition) {
        return item -> sentOn(item.bytes()).filter(condition).isPresent();
    }

    private static Optional<LocalDate> sentOn(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        Matcher matcher = DATE_HEADER.matcher(end < 0 ? text : text.substring(0, end));
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(matcher.group(1), HEADER_DAY));
        } catch (DateTimeException e) {
            // a day that no calendar has is no date to compare with
            return Optional.empty();
        }
    }
}
