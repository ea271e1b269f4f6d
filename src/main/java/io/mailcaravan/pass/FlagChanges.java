package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.progress.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Carries flags that changed at the source since they were last carried over to the copies. Merges
 * three ways: what the source has added is added, what it has taken away is taken away, and what
 * the destination's owner has done besides stays.
 */
final class FlagChanges {

    /** UIDs looked up in the ledger at a time. */
    private static final long BUCKET = 10_000;

    private final FolderLegs legs;
    private final PassContext pass;
    private final Consumer<String> refused;

    /**
     * @param refused is told where a destination does not take them
     */
    FlagChanges(FolderLegs legs, PassContext pass, Consumer<String> refused) {
        this.legs = legs;
        this.pass = pass;
        this.refused = refused;
    }

    /**
     * Carries over what the source has told.
     *
     * @return whether something was told of an item that no pass has seen so far, or that a rule
     *     has left out which may no longer hold
     */
    boolean carry(SortedMap<Uid, Flags> changed) throws MailboxException {
        boolean unseen = false;
        Map<Long, TreeMap<Uid, Flags>> buckets = new TreeMap<>();
        changed.forEach(
                (uid, flags) ->
                        buckets.computeIfAbsent(uid.value() / BUCKET, key -> new TreeMap<>())
                                .put(uid, flags));
        for (TreeMap<Uid, Flags> bucket : buckets.values()) {
            unseen |= apply(bucket);
        }
        return unseen;
    }

    /** Carries over what differs in these heads. */
    void carry(List<ItemHead> heads) throws MailboxException {
        TreeMap<Uid, Flags> flags = new TreeMap<>();
        heads.forEach(head -> flags.put(head.uid(), head.flags()));
        apply(flags);
    }

    private boolean apply(SortedMap<Uid, Flags> now) throws MailboxException {
        if (now.isEmpty()) {
            return false;
        }
        boolean unseen = false;
        UidRange range = new UidRange(now.firstKey(), now.lastKey());
        for (LedgerFolder leg : legs.all()) {
            Map<Uid, LedgerEntry> known = leg.entries(range);
            unseen |= legs.ends().contains(leg) && isUnsettled(known, now);
            Map<Uid, Flags> due = new HashMap<>();
            for (LedgerEntry entry : known.values()) {
                if (now.containsKey(entry.uid()) && Counterparts.isKnown(entry)) {
                    due(entry, now.get(entry.uid()))
                            .filter(flags -> !flags.equals(entry.flags()))
                            .ifPresent(flags -> due.put(entry.uid(), flags));
                }
            }
            if (!due.isEmpty()) {
                carry(leg, due.keySet().stream().sorted().map(known::get).toList(), due);
            }
        }
        return unseen;
    }

    /**
     * What the copy is to have of the source's flags: as the mappings have them through which its
     * item went. Where one of those is gone, nobody knows, and the copy stays as it is.
     */
    private Optional<Flags> due(LedgerEntry entry, Flags atSource) {
        List<String> mappings = CopyNote.mappedBy(entry.reason());
        Optional<Flags> due = pass.settings().mappings().flags(mappings, atSource);
        if (due.isEmpty()) {
            pass.progress()
                    .remark(
                            "Flags are not carried over to copies that were mapped by "
                                    + String.join(", ", mappings)
                                    + ", as that file is there no more, or cannot be read. Put it"
                                    + " back.");
        }
        return due;
    }

    private static boolean isUnsettled(Map<Uid, LedgerEntry> known, SortedMap<Uid, Flags> now) {
        return now.keySet().stream()
                .map(known::get)
                .anyMatch(entry -> entry == null || entry.state() == ItemState.SKIPPED);
    }

    private void carry(LedgerFolder leg, List<LedgerEntry> changed, Map<Uid, Flags> due)
            throws MailboxException {
        Destination destination = pass.destination(leg.leg()).orElse(null);
        if (destination == null) {
            return;
        }
        Counterparts counterparts = new Counterparts(destination, changed);
        CarriedFlags at = new CarriedFlags(destination, pass.progress());
        List<LedgerEntry> done =
                counterparts.each(
                        pass,
                        refused,
                        (folder, validity, copies) -> at.store(folder, validity, copies, due));
        Map<Uid, Flags> carried = new HashMap<>();
        done.forEach(entry -> carried.put(entry.uid(), due.get(entry.uid())));
        if (!carried.isEmpty()) {
            leg.updateFlags(carried, at.notes());
            pass.progress()
                    .count(
                            leg.path().kind(),
                            Figure.FLAGS_CHANGED,
                            counterparts.acted() - at.inVain());
        }
    }
}
