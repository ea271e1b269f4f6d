package io.mailcaravan.cli;

import io.mailcaravan.filter.SkipCounts;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the reports for people say in the same words. */
final class ReportWords {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private ReportWords() {}

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String mailboxes(long count) {
        return number(count) + (count == 1 ? " mailbox" : " mailboxes");
    }

    static String differences(long count) {
        return number(count) + (count == 1 ? " difference" : " differences");
    }

    static String lastPass(MailboxSummary mailbox) {
        return mailbox.lastPass().map(ReportWords::pass).orElse("none");
    }

    /** {@code delta, 2026-11-23 05:00 UTC, 3 min}. */
    private static String pass(PassRecord pass) {
        String text = pass.kind() + ", " + time(pass.started());
        if (pass.finished().isEmpty()) {
            return text + ", running or cut off";
        }
        return pass.outcome().isEmpty()
                ? text + ", " + duration(Duration.between(pass.started(), pass.finished().get()))
                : text
                        + ", "
                        + (pass.outcome().startsWith(PassRecord.INCOMPLETE) ? "" : "stopped: ")
                        + pass.outcome();
    }

    private static String duration(Duration duration) {
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    static Totals total(List<MailboxSummary> mailboxes) {
        return mailboxes.stream().map(MailboxSummary::totals).reduce(Totals.NONE, Totals::plus);
    }

    /** Of each kind, where any of the mailboxes has more than mail; else none. */
    static Map<ItemKind, Totals> kinds(List<MailboxSummary> mailboxes) {
        Map<ItemKind, Totals> sums = new EnumMap<>(ItemKind.class);
        if (mailboxes.stream().anyMatch(MailboxSummary::hasMoreThanMail)) {
            for (MailboxSummary mailbox : mailboxes) {
                mailbox.kinds().forEach((kind, totals) -> sums.merge(kind, totals, Totals::plus));
            }
        }
        return sums;
    }

    /** By rule, over all mailboxes of the route. */
    static SkipCounts skipped(LedgerReport ledger, String route) throws MailboxException {
        SkipCounts counts = new SkipCounts();
        ledger.items(route, Set.of(ItemState.SKIPPED), item -> counts.add(item.entry().reason()));
        return counts;
    }
}
