package io.mailcaravan.report;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.ItemKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mailbox as the ledger knows it.
 *
 * @param id in the ledger
 * @param destinationMailbox as the list of mailboxes names it
 * @param problems why folders were not gone through, one a folder and leg
 * @param lastPass of any kind
 * @param lastWalk the last one that was no retry: what it has not gone through is still open
 */
public record MailboxSummary(
        long id,
        MailboxName name,
        String destinationMailbox,
        MailboxTotals counts,
        List<FolderProblem> problems,
        Optional<PassRecord> lastPass,
        Optional<PassRecord> lastWalk) {

    public String route() {
        return name.route();
    }

    public String store() {
        return name.store();
    }

    public String mailbox() {
        return name.mailbox();
    }

    /** The same with other problems. */
    public MailboxSummary with(List<FolderProblem> others) {
        return new MailboxSummary(
                id, name, destinationMailbox, counts, List.copyOf(others), lastPass, lastWalk);
    }

    /** Counts of each leg in use, over the folders as they are now; older UIDVALIDITYs left out. */
    public Map<Leg, Totals> legs() {
        return counts.legs();
    }

    /** Over all legs; none of kinds of which the ledger knows no item. */
    public Map<ItemKind, Totals> kinds() {
        return counts.kinds();
    }

    /** Whether the kinds are worth telling apart. */
    public boolean hasMoreThanMail() {
        return kinds().keySet().stream().anyMatch(kind -> kind != ItemKind.MESSAGE);
    }

    /** Over all legs. */
    public Totals totals() {
        return legs().values().stream().reduce(Totals.NONE, Totals::plus);
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
