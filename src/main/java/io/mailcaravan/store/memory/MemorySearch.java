package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.SearchKey;
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

    private static final DateTimeFormatter HEADER_DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final Pattern DATE_HEADER =
            Pattern.compile(
                    "^Date:\\s*(?:[A-Za-z]+,)?\\s*(\\d{1,2} [A-Za-z]{3} \\d{4})",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private MemorySearch() {}

    static Predicate<MemoryItem> predicate(SearchKey key) {
        return switch (key) {
            case SearchKey.Before before -> received(day -> day.isBefore(before.day()));
            case SearchKey.Since since -> received(day -> !day.isBefore(since.day()));
            case SearchKey.SentBefore before -> sent(day -> day.isBefore(before.day()));
            case SearchKey.SentSince since -> sent(day -> !day.isBefore(since.day()));
            case SearchKey.Larger larger -> item -> item.bytes().length > larger.bytes();
            case SearchKey.Uids uids -> item -> uids.range().contains(item.head().uid());
            case SearchKey.Flagged flagged ->
                    item -> item.head().flags().system().contains(flagged.flag());
            case SearchKey.Marked marked ->
                    item -> item.head().flags().keywords().contains(marked.keyword());
            case SearchKey.Not not -> predicate(not.key()).negate();
            case SearchKey.All all ->
                    all.keys().stream()
                            .map(MemorySearch::predicate)
                            .reduce(Predicate::and)
                            .orElseThrow();
        };
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
