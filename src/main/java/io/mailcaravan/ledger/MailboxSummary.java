package io.mailcaravan.ledger;

import java.util.Map;
import java.util.Optional;

/**
 * A mailbox as the ledger knows it.
 *
 * @param destinationMailbox as the list of mailboxes names it
 * @param legs counts of each leg in use, over the folders as they are now; older UIDVALIDITYs left
 *     out
 */
public record MailboxSummary(
        String route,
        String store,
        String mailbox,
        String destinationMailbox,
        Map<Leg, Totals> legs,
        Optional<PassRecord> lastPass) {

    /** Over all legs. */
    public Totals totals() {
        return legs.values().stream().reduce(Totals.NONE, Totals::plus);
    }
}
