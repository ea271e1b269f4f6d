package io.mailcaravan.cli;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.filter.SkipCounts;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the ledger knew of a route before a pass, and where it is: one that begins anew may be a
 * wrong folder, and then everything is copied once more.
 */
record LedgerBefore(
        Ledger ledger,
        DeadLetters letters,
        String route,
        String store,
        String place,
        boolean isNew) {

    /** To be asked before the pass begins. */
    static LedgerBefore of(Services services, MailboxRoute route) throws LedgerException {
        Path folder = services.stateFolder().toAbsolutePath().normalize();
        String place =
                services.database().embedded() ? folder.toString() : services.database().place();
        // a further route in a ledger that is there already begins none
        List<String> known = LedgerReport.of(services.ledger()).routes();
        return new LedgerBefore(
                services.ledger(),
                DeadLetters.of(services.stateFolder()),
                route.id(),
                route.source().getConfiguration().getStore(),
                place,
                known.isEmpty());
    }

    /** Says it to programs where the pass is a first one; people read it in the summary. */
    void tell(boolean json) {
        if (isNew && json) {
            System.out.println(Json.object("event", "ledger", "route", route, "begun", place));
        }
    }

    /** How each mailbox is now, by its name, whichever pass has seen to it. */
    Map<String, MailboxSummary> now() throws LedgerException {
        return LeftLetters.toldIn(LedgerReport.of(ledger), letters, route).stream()
                .filter(mailbox -> mailbox.store().equals(store))
                .collect(Collectors.toMap(MailboxSummary::mailbox, Function.identity()));
    }

    /** Why items of these mailboxes are failed now, by whichever pass. */
    FailedReasons failures(Set<String> mailboxes) throws LedgerException {
        FailedReasons reasons = new FailedReasons();
        LedgerReport.of(ledger)
                .failed(
                        route,
                        item -> {
                            if (item.key().store().equals(store)
                                    && mailboxes.contains(item.key().mailbox())) {
                                reasons.add(item.entry().reason());
                            }
                        });
        return reasons;
    }

    /** Which rules have left out items of these mailboxes, in whichever pass. */
    SkipCounts skipped(Set<String> mailboxes) throws LedgerException {
        SkipCounts counts = new SkipCounts();
        LedgerReport.of(ledger)
                .items(
                        route,
                        Set.of(ItemState.SKIPPED),
                        item -> {
                            if (item.key().store().equals(store)
                                    && mailboxes.contains(item.key().mailbox())) {
                                counts.add(item.entry().reason());
                            }
                        });
        return counts;
    }
}
