package io.mailcaravan.cli;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.report.MailboxSummary;
import io.mailcaravan.report.ReportItem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names the end that counts and items belong to, for mailboxes that go to more than one. */
final class ReportEnds {

    private final Set<List<String>> mailboxes;

    ReportEnds(List<MailboxSummary> all) {
        mailboxes =
                all.stream()
                        .filter(ReportEnds::isSeveral)
                        .map(one -> List.of(one.store(), one.mailbox()))
                        .collect(Collectors.toSet());
    }

    static boolean isSeveral(MailboxSummary mailbox) {
        return mailbox.legs().size() > 1;
    }

    /** Where a mailbox goes: to its only end, else as the list names it. */
    static String destination(MailboxSummary mailbox) {
        return mailbox.legs().keySet().stream()
                .filter(leg -> !isSeveral(mailbox) && !leg.equals(Leg.OTHER))
                .findFirst()
                .map(Leg::mailbox)
                .orElse(mailbox.destinationMailbox());
    }

    /** {@code to alice in archive}. */
    static String to(Leg leg) {
        return "to " + leg;
    }

    /** To stand behind the item: nothing where its mailbox has one end. */
    String of(ReportItem item) {
        return mailboxes.contains(List.of(item.key().store(), item.key().mailbox()))
                ? " (" + to(item.leg()) + ")"
                : "";
    }
}
