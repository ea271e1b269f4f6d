package io.mailcaravan.pass;

import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.MailboxProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What becomes of one folder's items in a pass: gives them their states in the ledger, leg by leg,
 * and counts each once. Safe for many threads.
 */
final class ItemStates {

    private final FolderLegs legs;
    private final MailboxProgress progress;
    private final Tally tally;
    private final Map<Leg, Skips> skips = new HashMap<>();

    /** Told by this, so that it can be taken back. */
    private final AtomicLong unchanged = new AtomicLong();

    /** Copied items whose copies are to be replaced, on legs on which they are not counted yet. */
    private final Map<Uid, Set<Leg>> edited = new ConcurrentHashMap<>();

    /** On which legs items under way are open. */
    private final Map<Uid, Set<Leg>> open = new ConcurrentHashMap<>();

    ItemStates(FolderLegs legs, Tally tally, MailboxProgress progress) {
        this.legs = legs;
        this.tally = tally;
        this.progress = progress;
        for (LedgerFolder end : legs.ends()) {
            skips.put(end.leg(), new Skips(end));
        }
    }

    /** The item is under way from here on. */
    void begin(Uid uid, Set<Leg> on) {
        open.put(uid, on);
    }

    /** Its copies on these legs are to be replaced, so that it is none of the unchanged ones. */
    void edit(Uid uid, Set<Leg> on) {
        if (!on.isEmpty()) {
            Set<Leg> open = ConcurrentHashMap.newKeySet();
            open.addAll(on);
            edited.put(uid, open);
            toldChanged(uid, legs.countedOn(on));
        }
    }

    /** It is one of those that a checkpoint covers, and none of the unchanged ones. */
    void toldChanged(Uid uid, Set<Leg> on) {
        on.forEach(leg -> tally.edit(leg, uid));
    }

    /** {@link Tally#unsent}. */
    Set<Leg> unsent(Uid uid, Set<Leg> on) {
        return tally.unsent(uid, on);
    }

    /** Whether the item is to be counted on that leg: each is, once. */
    private boolean counts(Leg leg, Uid uid) {
        Set<Leg> open = edited.get(uid);
        boolean first = tally.add(leg, uid);
        if (legs.kind().changes()) {
            tally.sent(leg, uid);
        }
        return open == null ? first : open.remove(leg);
    }

    /** What is under way now; asked before the ledger, as items are settled meanwhile. */
    Set<Uid> underWay() {
        return Set.copyOf(open.keySet());
    }

    Set<Leg> openOn(Uid uid) {
        return open.get(uid);
    }

    /** Nothing is under way any more, whatever began. */
    void end() {
        open.clear();
    }

    /**
     * The item has had its state before this pass.
     *
     * @param toldOtherwise where it has not, or is counted as something else
     */
    void unchanged(Uid uid, Set<Leg> toldOtherwise) {
        for (LedgerFolder end : legs.ends()) {
            if (!toldOtherwise.contains(end.leg()) && tally.add(end.leg(), uid)) {
                unchanged(1);
            }
        }
    }

    private void count(Figure figure, long items) {
        progress.count(legs.kind(), figure, items);
    }

    private void unchanged(long items) {
        unchanged.addAndGet(items);
        count(Figure.UNCHANGED, items);
    }

    /** Items below this UID are forgotten, and are counted anew when they come. */
    void beginAnew(Uid next) {
        count(Figure.UNCHANGED, -unchanged.getAndSet(0));
        tally.forgetBelow(next);
    }

    /** All that the checkpoint covers, but for failed items, which are told by themselves. */
    void unchanged(Checkpoint since) {
        boolean first = true;
        if (since.uidNext().compareTo(Uid.MIN) > 0) {
            UidRange covered = new UidRange(Uid.MIN, new Uid(since.uidNext().value() - 1));
            for (LedgerFolder end : legs.ends()) {
                first &= tally.add(end.leg(), covered) > 0;
            }
        }
        if (first) {
            unchanged(legs.settledOf(since.messages()) - edits(since.uidNext()));
        }
    }

    /** Counted as copied, replaced or otherwise, be it before the folder was begun again. */
    private long edits(Uid next) {
        return legs.ends().stream().mapToLong(end -> tally.edits(end.leg(), next)).sum();
    }

    /** Records how it ended, leg by leg; what was copied is recorded already. */
    void settle(ItemHead head, Map<Leg, ItemOutcome> outcomes) throws MailboxException {
        for (Map.Entry<Leg, ItemOutcome> on : outcomes.entrySet()) {
            if (on.getValue() instanceof ItemOutcome.Copied) {
                counts(on.getKey(), head.uid());
            } else if (on.getValue() instanceof ItemOutcome.Skipped(String reason)) {
                skip(head, on.getKey(), reason);
            } else if (on.getValue()
                    instanceof ItemOutcome.Failed(String reason, String deadLetter)) {
                fail(head, on.getKey(), reason, deadLetter);
            }
        }
        settled(head.uid());
    }

    /** On all legs on which it is open. */
    void skip(ItemHead head, String reason) throws MailboxException {
        for (Leg leg : open.get(head.uid())) {
            skip(head, leg, reason);
        }
        settled(head.uid());
    }

    private void skip(ItemHead head, Leg leg, String reason) throws MailboxException {
        if (edited.containsKey(head.uid()) && edited.get(head.uid()).contains(leg)) {
            // copied once is copied: no rule takes that back
            legs.on(leg).keepCopy(head, reason);
            counts(leg, head.uid());
            count(Figure.KEPT, 1);
            return;
        }
        if (counts(leg, head.uid())) {
            count(Figure.SKIPPED, 1);
        }
        Skips of = skips.get(leg);
        if (of == null) {
            legs.on(leg).skip(List.of(head), reason);
        } else {
            of.add(head, reason);
        }
    }

    /** On all legs on which it is open. */
    void fail(ItemHead head, String reason) throws MailboxException {
        for (Leg leg : open.get(head.uid())) {
            fail(head, leg, reason, "");
        }
        settled(head.uid());
    }

    private void fail(ItemHead head, Leg leg, String reason, String deadLetter)
            throws MailboxException {
        legs.on(leg).fail(head, reason, deadLetter);
        if (counts(leg, head.uid())) {
            count(Figure.FAILED, 1);
        }
    }

    private void settled(Uid uid) throws MailboxException {
        for (Leg leg : open.remove(uid)) {
            legs.on(leg).retried(uid);
        }
        legs.ends().forEach(end -> end.retried(uid));
    }

    /** Writes what was skipped. */
    void flush() throws MailboxException {
        for (Skips of : skips.values()) {
            of.flush();
        }
    }
}
