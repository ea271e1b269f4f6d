package io.mailcaravan.ledger;

import java.util.Optional;

/**
 * A mailbox as the ledger knows it.
 *
 * @param totals of the folders as they are now, older UIDVALIDITYs left out
 */
public record MailboxSummary(
        String route,
        String store,
        String mailbox,
        String destinationMailbox,
        Totals totals,
        Optional<PassRecord> lastPass) {}
