package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers skipped items, so that the ledger writes many at once; lost ones would only be skipped
 * again.
 */
public final class Skips {

    /** An item with this reason that shows up again was never gone. */
    public static final String GONE = "deleted at the source during the pass";

    private static final int AT_ONCE = 500;

    private final LedgerFolder ledger;
    private final Map<String, List<ItemHead>> byReason = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private int waiting;

    Skips(LedgerFolder ledger) {
        this.ledger = ledger;
    }

    void add(ItemHead head, String reason) throws MailboxException {
        lock.lock();
        try {
            byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(head);
            if (++waiting >= AT_ONCE) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    void flush() throws MailboxException {
        lock.lock();
        try {
            for (Map.Entry<String, List<ItemHead>> entry : byReason.entrySet()) {
                ledger.skip(entry.getValue(), entry.getKey());
            }
            byReason.clear();
            waiting = 0;
        } finally {
            lock.unlock();
        }
    }
}
