package io.mailcaravan.pass;

import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carries flags that changed at the source since the last pass over to items copied then. */
final class FlagChanges {

    /** UIDs looked up in the ledger at a time. */
    private static final long BUCKET = 10_000;

    private final FolderPath folder;
    private final LedgerFolder ledger;
    private final MailboxSession session;
    private final PassContext pass;

    FlagChanges(FolderPath folder, LedgerFolder ledger, MailboxSession session, PassContext pass) {
        this.folder = folder;
        this.ledger = ledger;
        this.session = session;
        this.pass = pass;
    }

    void carry(Checkpoint since) throws MailboxException {
        if (since.uidNext().equals(Uid.MIN)) {
            return;
        }
        long last = since.uidNext().value() - 1;
        if (since.highestModSeq().isPresent()
                && session.capabilities().contains(StoreCapability.MODSEQ)) {
            Map<Uid, Flags> changed = new TreeMap<>();
            session.changes(
                    folder,
                    since.highestModSeq().get(),
                    (uid, flags) -> {
                        if (uid.value() <= last) {
                            changed.put(uid, flags);
                        }
                    });
            Map<Long, Map<Uid, Flags>> buckets = new TreeMap<>();
            changed.forEach(
                    (uid, flags) ->
                            buckets.computeIfAbsent(uid.value() / BUCKET, key -> new TreeMap<>())
                                    .put(uid, flags));
            for (Map<Uid, Flags> bucket : buckets.values()) {
                apply(bucket);
            }
            return;
        }
        for (long first = 1; first <= last; first += BUCKET) {
            Map<Uid, Flags> all = new TreeMap<>();
            UidRange range =
                    new UidRange(new Uid(first), new Uid(Math.min(last, first + BUCKET - 1)));
            session.list(folder, range, head -> all.put(head.uid(), head.flags()));
            apply(all);
        }
    }

    private void apply(Map<Uid, Flags> now) throws MailboxException {
        if (now.isEmpty()) {
            return;
        }
        TreeMap<Uid, Flags> sorted = new TreeMap<>(now);
        Map<Uid, LedgerEntry> known =
                ledger.entries(new UidRange(sorted.firstKey(), sorted.lastKey()));
        Counterparts changed =
                new Counterparts(
                        known.values().stream()
                                .filter(entry -> sorted.containsKey(entry.uid()))
                                .filter(entry -> !entry.flags().equals(sorted.get(entry.uid())))
                                .toList());
        List<LedgerEntry> done =
                changed.each(
                        pass,
                        entry -> sorted.get(entry.uid()),
                        (destination, validity, items) ->
                                destination.storeFlags(folder, validity, items));
        if (!done.isEmpty()) {
            Map<Uid, Flags> carried = new HashMap<>();
            done.forEach(entry -> carried.put(entry.uid(), sorted.get(entry.uid())));
            ledger.updateFlags(carried);
            pass.progress().flagsChanged(carried.size());
        }
    }
}
