package io.mailcaravan.filter;

import io.mailcaravan.mailbox.ByteSize;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.SearchKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Which items of a folder a pass takes.
 *
 * @param since earlier ones are left out
 * @param before this moment and later ones are left out
 * @param beforeMoves whether that moment is counted from now, so that it comes to be later
 * @param dateField which date those two look at
 * @param maxSize more bytes than this are left out
 * @param withFlags those that lack one of these are left out
 * @param withoutFlags those that have one of these are left out
 */
public record ItemFilter(
        Optional<Instant> since,
        Optional<Instant> before,
        boolean beforeMoves,
        DateField dateField,
        OptionalLong maxSize,
        Flags withFlags,
        Flags withoutFlags) {

    /** No date at all is 1 January 1970 to many servers. */
    private static final LocalDate REAL = LocalDate.EPOCH.plusDays(1);

    private static final Pattern BY_DATE_OR_SIZE =
            Pattern.compile(".*(before since=|before before=|over maxSize=).+");

    /** Takes everything. */
    public static final ItemFilter NONE =
            new ItemFilter(
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    DateField.INTERNALDATE,
                    OptionalLong.empty(),
                    Flags.NONE,
                    Flags.NONE);

    /**
     * What a store can find out itself.
     *
     * @param key every item it holds for is certainly left out; others may be, too
     * @param reason why, for the ledger
     */
    public record Pushed(SearchKey key, String reason) {}

    /**
     * Reads options as people write them; an empty text sets nothing. "Ago" counts from now, so a
     * route that runs for weeks reads them again for each pass.
     *
     * @param since {@code 2018-01-31} (midnight UTC), {@code 2018-01-31T08:00:00Z} or {@code P2Y}
     *     (two years ago)
     * @param before the same
     * @param dateField {@code INTERNALDATE} or {@code DATE_HEADER}
     * @param maxSize {@code 25MB}, {@code 25m} or bytes
     * @param flags {@code \Flagged,!\Deleted,$Forwarded}
     * @throws io.mailcaravan.mailbox.ConfigurationException naming option, value and what would do
     */
    public static ItemFilter of(
            String since, String before, String dateField, String maxSize, String flags) {
        return of(since, before, dateField, maxSize, flags, Instant.now());
    }

    /** The same, with "ago" counted from the given moment. */
    public static ItemFilter of(
            String since,
            String before,
            String dateField,
            String maxSize,
            String flags,
            Instant now) {
        return ItemFilterParser.parse(since, before, dateField, maxSize, flags, now);
    }

    /**
     * Why the item is left out, as far as its head tells; empty when it is taken. One without a
     * date is not left out for it: ask again with a head that has the date of the message (see
     * {@link io.mailcaravan.mailbox.MessageDate}).
     */
    public Optional<String> excluded(ItemHead head) {
        // where the store tells no date, only the message itself can
        if (dateField == DateField.INTERNALDATE && head.hasDate()) {
            if (since.isPresent() && head.internalDate().isBefore(since.get())) {
                return Optional.of("received " + head.internalDate() + ", " + beforeSince());
            }
            if (before.isPresent() && !head.internalDate().isBefore(before.get())) {
                return Optional.of("received " + head.internalDate() + ", " + notBefore());
            }
        }
        if (maxSize.isPresent() && head.size() > maxSize.getAsLong()) {
            return Optional.of(head.size() + " bytes, " + tooLarge());
        }
        Flags missing = withFlags.without(head.flags());
        if (!missing.isEmpty()) {
            return Optional.of("without " + missing);
        }
        Flags found = withoutFlags.without(withoutFlags.without(head.flags()));
        return found.isEmpty() ? Optional.empty() : Optional.of("with " + found);
    }

    /**
     * Why the message is left out by its {@code Date:} header; empty when it is taken, when the
     * filter looks at INTERNALDATE, and for a message without a readable date, which is better
     * copied than lost. Reads the header only and leaves the stream open.
     *
     * <p>Exact for what {@link #pushed()} leaves open, so ask here also where the store searched.
     */
    public Optional<String> excludedByDateHeader(InputStream message) throws IOException {
        if (!readsDateHeader()) {
            return Optional.empty();
        }
        LocalDate date = DateHeader.day(message).orElse(null);
        if (date == null) {
            return Optional.empty();
        }
        if (since.isPresent() && date.isBefore(firstDay())) {
            return Optional.of("dated " + date + ", " + beforeSince());
        }
        if (before.isPresent() && !date.isBefore(endDay())) {
            return Optional.of("dated " + date + ", " + notBefore());
        }
        return Optional.empty();
    }

    /** Whether {@link #excludedByDateHeader} has anything to look for. */
    public boolean readsDateHeader() {
        return dateField == DateField.DATE_HEADER && (since.isPresent() || before.isPresent());
    }

    /**
     * What can be asked of a store before heads are listed. Searches by date are widened, so that
     * nothing is left out wrongly; {@link #excluded} remains the exact rule.
     */
    public List<Pushed> pushed() {
        List<Pushed> pushed = new ArrayList<>();
        if (dateField == DateField.INTERNALDATE) {
            // Days are the server's: its clock is at most 12 h behind UTC and 14 h ahead.
            since.map(moment -> day(moment.minus(Duration.ofHours(12))))
                    // what a server takes for 1970 is listed and looked at
                    .map(day -> new SearchKey.Since(REAL).and(new SearchKey.Before(day)))
                    .ifPresent(key -> pushed.add(new Pushed(key, "received " + beforeSince())));
            before.map(moment -> day(moment.plus(Duration.ofHours(24 + 14))))
                    .map(SearchKey.Since::new)
                    .ifPresent(key -> pushed.add(new Pushed(key, "received " + notBefore())));
        } else {
            // Dovecot takes a message without a Date header for one of 1 January 1970.
            SearchKey real = new SearchKey.SentSince(REAL);
            if (since.isPresent()) {
                SearchKey key = real.and(new SearchKey.SentBefore(firstDay()));
                pushed.add(new Pushed(key, "dated " + beforeSince()));
            }
            if (before.isPresent()) {
                SearchKey key = real.and(new SearchKey.SentSince(endDay()));
                pushed.add(new Pushed(key, "dated " + notBefore()));
            }
        }
        maxSize.ifPresent(
                bytes -> pushed.add(new Pushed(new SearchKey.Larger(bytes), "size " + tooLarge())));
        withFlags
                .system()
                .forEach(
                        flag ->
                                pushed.add(
                                        new Pushed(
                                                new SearchKey.Not(new SearchKey.Flagged(flag)),
                                                "without " + flag.text())));
        withFlags
                .keywords()
                .forEach(
                        keyword ->
                                pushed.add(
                                        new Pushed(
                                                new SearchKey.Not(new SearchKey.Marked(keyword)),
                                                "without " + keyword)));
        withoutFlags
                .system()
                .forEach(
                        flag ->
                                pushed.add(
                                        new Pushed(
                                                new SearchKey.Flagged(flag),
                                                "with " + flag.text())));
        withoutFlags
                .keywords()
                .forEach(
                        keyword ->
                                pushed.add(
                                        new Pushed(
                                                new SearchKey.Marked(keyword), "with " + keyword)));
        return pushed;
    }

    /**
     * Whether an item was left out for this reason by a filter with the same rules, so that asking
     * again tells whether it still is: its flags may have changed, and time passes.
     */
    public boolean isReason(String reason) {
        return BY_DATE_OR_SIZE.matcher(reason).matches()
                || (!withFlags.isEmpty() && reason.startsWith("without "))
                || (!withoutFlags.isEmpty() && reason.startsWith("with "));
    }

    /** Whether everything is taken. */
    public boolean isEmpty() {
        return equals(
                new ItemFilter(
                        NONE.since,
                        NONE.before,
                        beforeMoves,
                        dateField,
                        NONE.maxSize,
                        Flags.NONE,
                        Flags.NONE));
    }

    private LocalDate firstDay() {
        return day(since.orElseThrow());
    }

    /** A day that {@code before} cuts in two is still taken. */
    private LocalDate endDay() {
        return day(before.orElseThrow().plus(Duration.ofDays(1)).minusNanos(1));
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private String beforeSince() {
        return "before since=" + written(since.orElseThrow());
    }

    private String notBefore() {
        return "not before before=" + written(before.orElseThrow());
    }

    private String tooLarge() {
        return "over maxSize=" + ByteSize.format(maxSize.orElseThrow());
    }

    private static String written(Instant moment) {
        return moment.equals(moment.truncatedTo(ChronoUnit.DAYS))
                ? day(moment).toString()
                : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
