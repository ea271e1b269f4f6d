package io.mailcaravan.ledger;

import java.util.Optional;

/**
 * An item with all the ledger knows of it on one leg.
 *
 * @param destination where it was copied; empty when it was not, and when the destination is no
 *     mailbox store
 * @param deadLetter the file that holds a failed item's bytes; empty if none
 */
public record ReportItem(
        ItemKey key,
        Leg leg,
        LedgerEntry entry,
        Optional<DestinationFolder> destination,
        String deadLetter) {}
