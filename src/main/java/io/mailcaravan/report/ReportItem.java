package io.mailcaravan.report;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.Leg;
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
