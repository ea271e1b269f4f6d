package io.mailcaravan.imap;

import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SearchKey.Flagged;
import io.mailcaravan.mailbox.SearchKey.Marked;
import io.mailcaravan.mailbox.SearchKey.Not;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Conditions in IMAP's words (RFC 9051, 6.4.4): {@code SINCE 2-Jan-1970 BEFORE 31-Dec-2017}. */
final class SearchWords {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);

    private SearchWords() {}

    static String of(SearchKey key) {
        return switch (key) {
            case SearchKey.Before before -> "BEFORE " + date(before.day());
            case SearchKey.Since since -> "SINCE " + date(since.day());
            case SearchKey.SentBefore before -> "SENTBEFORE " + date(before.day());
            case SearchKey.SentSince since -> "SENTSINCE " + date(since.day());
            case SearchKey.Larger larger -> "LARGER " + larger.bytes();
            case SearchKey.Uids uids -> "UID " + uids.range();
            case Flagged flagged -> name(flagged);
            case Marked marked -> "KEYWORD " + marked.keyword();
            // as every server knows it, also one that takes NOT for what it is not
            case Not(Flagged flagged) -> "UN" + name(flagged);
            case Not(Marked marked) -> "UN" + of(marked);
            case Not(SearchKey.All all) -> "NOT (" + of(all) + ")";
            case Not(SearchKey other) -> "NOT " + of(other);
            case SearchKey.All all ->
                    all.keys().stream().map(SearchWords::of).collect(Collectors.joining(" "));
        };
    }

    private static String name(Flagged flagged) {
        return flagged.flag().text().substring(1).toUpperCase(Locale.ROOT);
    }

    private static String date(LocalDate day) {
        return DATE.format(day);
    }
}
