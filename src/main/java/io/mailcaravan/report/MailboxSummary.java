package io.mailcaravan.report;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mailbox as the ledger knows it.
 *
 * @param id in the ledger
 * @param destinationMailbox as the list of mailboxes names it
 * @param legs counts of each leg in use, over the folders as they are now; older UIDVALIDITYs left
 *     out
 * @param problems why folders were not gone through, one a folder and leg
 * @param lastPass of any kind
 * @param lastWalk the last one that was no retry: what it has not gone through is still open
 */
public record MailboxSummary(
        long id,
        String route,
        String store,
        String mailbox,
        String destinationMailbox,
        Map<Leg, Totals> legs,
        List<FolderProblem> problems,
        Optional<PassRecord> lastPass,
        Optional<PassRecord> lastWalk) {

    public MailboxName name() {
        return new MailboxName(route, store, mailbox);
    }

    /** The same with other problems. */
    public MailboxSummary with(List<FolderProblem> others) {
        return new MailboxSummary(
                id,
                route,
                store,
                mailbox,
                destinationMailbox,
                legs,
                List.copyOf(others),
                lastPass,
                lastWalk);
    }

    /** Over all legs. */
    public Totals totals() {
        return legs.values().stream().reduce(Totals.NONE, Totals::plus);
    }

    /** Messages that the source announces and does not list, so that nobody can name them. */
    public long missing() {
        return problems.stream()
                .collect(Collectors.toMap(FolderProblem::folder, FolderProblem::missing, Math::max))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
