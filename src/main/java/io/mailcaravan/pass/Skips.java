package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers skipped items, so that the ledger writes many at once; lost ones would only be skipped
 * again.
 */
final class Skips {

    private static final int AT_ONCE = 500;

    private final LedgerFolder ledger;
    private final MailboxProgress progress;
    private final Map<String, List<ItemHead>> byReason = new LinkedHashMap<>();
    private int waiting;

    Skips(LedgerFolder ledger, MailboxProgress progress) {
        this.ledger = ledger;
        this.progress = progress;
    }

    synchronized void add(ItemHead head, String reason) throws MailboxException {
        byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(head);
        progress.skipped(1);
        if (++waiting >= AT_ONCE) {
            flush();
        }
    }

    synchronized void flush() throws MailboxException {
        for (Map.Entry<String, List<ItemHead>> entry : byReason.entrySet()) {
            ledger.skip(entry.getValue(), entry.getKey());
        }
        byReason.clear();
        waiting = 0;
    }
}
