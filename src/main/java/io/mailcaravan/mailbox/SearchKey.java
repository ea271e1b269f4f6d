package io.mailcaravan.mailbox;

import java.time.LocalDate;
import java.util.List;

/** A condition that a store with {@link StoreCapability#SEARCH} evaluates itself. */
public sealed interface SearchKey {

    /** INTERNALDATE on a day before this one, in the server's own time zone. */
    record Before(LocalDate day) implements SearchKey {}

    /** INTERNALDATE on this day or later, in the server's own time zone. */
    record Since(LocalDate day) implements SearchKey {}

    /** {@code Date:} header before this day, disregarding its time zone. */
    record SentBefore(LocalDate day) implements SearchKey {}

    /** {@code Date:} header on this day or later, disregarding its time zone. */
    record SentSince(LocalDate day) implements SearchKey {}

    /** More bytes than this. */
    record Larger(long bytes) implements SearchKey {}

    /** The items of the range that are there. */
    record Uids(UidRange range) implements SearchKey {}

    /** Has the flag. */
    record Flagged(SystemFlag flag) implements SearchKey {}

    /** Has the keyword, in any case. */
    record Marked(Keyword keyword) implements SearchKey {}

    /** What the other does not hold for. */
    record Not(SearchKey key) implements SearchKey {}

    /** All of them hold; there is one at least. */
    record All(List<SearchKey> keys) implements SearchKey {

        public All {
            keys = List.copyOf(keys);
        }
    }

    /** That hold both. */
    default SearchKey and(SearchKey other) {
        return new All(List.of(this, other));
    }
}
