package io.mailcaravan.store.jmap;

import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.store.jmap.Emails.Stored;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Whether a condition holds for an email, by what the server tells of it. Its own filters know no
 * {@code Date:} header and look into an index that may come late; the properties are exact, and
 * cost as much as a list. Days are those of UTC.
 */
final class EmailSearch {

    private EmailSearch() {}

    static boolean holds(SearchKey key, Stored email) {
        return switch (key) {
            case SearchKey.Before(LocalDate day) ->
                    email.head().hasDate() && received(email).isBefore(day);
            case SearchKey.Since(LocalDate day) ->
                    email.head().hasDate() && !received(email).isBefore(day);
            case SearchKey.SentBefore(LocalDate day) ->
                    sent(email).filter(date -> date.isBefore(day)).isPresent();
            case SearchKey.SentSince(LocalDate day) ->
                    sent(email).filter(date -> !date.isBefore(day)).isPresent();
            case SearchKey.Larger(long bytes) -> email.head().size() > bytes;
            case SearchKey.Uids uids -> uids.range().contains(email.head().uid());
            case SearchKey.Flagged flagged -> email.head().flags().has(flagged.flag());
            case SearchKey.Marked marked ->
                    email.head().flags().keywords().contains(marked.keyword());
            case SearchKey.Not not -> !holds(not.key(), email);
            case SearchKey.All all -> all.keys().stream().allMatch(one -> holds(one, email));
        };
    }

    private static LocalDate received(Stored email) {
        return email.head().internalDate().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** As written, whatever its zone. */
    private static Optional<LocalDate> sent(Stored email) {
        try {
            return Optional.of(OffsetDateTime.parse(email.sent()).toLocalDate());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
