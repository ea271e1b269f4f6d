package io.mailcaravan.pass;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.progress.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Carries over to the copies what has changed at the source besides the content since it was last
 * carried over. Merges three ways: what the source has added is added, what it has taken away is
 * taken away, and what the destination's owner has done besides stays.
 *
 * @param <A> flags, or places
 */
abstract class AttributeChanges<A> {

    /** UIDs looked up in the ledger at a time. */
    private static final long BUCKET = 10_000;

    private final FolderLegs legs;
    final PassContext pass;
    private final Consumer<String> refused;

    /**
     * @param refused is told where a destination does not take them
     */
    AttributeChanges(FolderLegs legs, PassContext pass, Consumer<String> refused) {
        this.legs = legs;
        this.pass = pass;
        this.refused = refused;
    }

    /** As the source tells it. */
    abstract A of(ItemHead head);

    /** What the destination was given last. */
    abstract A carried(LedgerEntry entry);

    /**
     * What the copy is to have of what the source has; empty where nobody knows, so that the copy
     * stays as it is.
     */
    abstract Optional<A> due(LedgerEntry entry, A atSource, Destination destination)
            throws MailboxException;

    /**
     * What gives it to copies of the folder on that leg; empty where that cannot have it at all.
     */
    abstract Optional<Carrying<A>> to(Destination destination, LedgerFolder leg)
            throws MailboxException;

    /** Gives it to copies at one destination. */
    interface Carrying<A> {

        /**
         * @param due what the source has, as mapped on the way, by its own UIDs
         */
        void store(
                FolderPath folder,
                UidValidity validity,
                List<Counterparts.Copy> copies,
                Map<Uid, A> due)
                throws MailboxException;

        void record(LedgerFolder leg, Map<Uid, A> carried) throws MailboxException;

        /** How many got nothing of what they were to get. */
        default long inVain() {
            return 0;
        }
    }

    /**
     * Carries over what the source has told.
     *
     * @return whether something was told of an item that no pass has seen so far, or that a rule
     *     has left out which may no longer hold
     */
    final boolean carry(SortedMap<Uid, A> changed) throws MailboxException {
        boolean unseen = false;
        Map<Long, TreeMap<Uid, A>> buckets = new TreeMap<>();
        changed.forEach(
                (uid, now) ->
                        buckets.computeIfAbsent(uid.value() / BUCKET, key -> new TreeMap<>())
                                .put(uid, now));
        for (TreeMap<Uid, A> bucket : buckets.values()) {
            unseen |= apply(bucket);
        }
        return unseen;
    }

    /** Carries over what differs in these heads. */
    final void carry(List<ItemHead> heads) throws MailboxException {
        TreeMap<Uid, A> now = new TreeMap<>();
        heads.forEach(head -> now.put(head.uid(), of(head)));
        apply(now);
    }

    private boolean apply(SortedMap<Uid, A> now) throws MailboxException {
        if (now.isEmpty()) {
            return false;
        }
        boolean unseen = false;
        UidRange range = new UidRange(now.firstKey(), now.lastKey());
        for (LedgerFolder leg : legs.all()) {
            Map<Uid, LedgerEntry> known = leg.entries(range);
            unseen |= legs.ends().contains(leg) && isUnsettled(known, now);
            Optional<Destination> destination = pass.destination(leg.leg());
            if (destination.isPresent()) {
                Optional<Carrying<A>> carrying = to(destination.get(), leg);
                if (carrying.isPresent()) {
                    apply(leg, destination.get(), carrying.get(), known, now);
                }
            }
        }
        return unseen;
    }

    private void apply(
            LedgerFolder leg,
            Destination destination,
            Carrying<A> carrying,
            Map<Uid, LedgerEntry> known,
            SortedMap<Uid, A> now)
            throws MailboxException {
        Map<Uid, A> changed = new HashMap<>();
        for (LedgerEntry entry : known.values()) {
            if (now.containsKey(entry.uid()) && entry.hasCopy()) {
                due(entry, now.get(entry.uid()), destination)
                        .filter(due -> !due.equals(carried(entry)))
                        .ifPresent(due -> changed.put(entry.uid(), due));
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        Counterparts counterparts =
                new Counterparts(
                        destination, changed.keySet().stream().sorted().map(known::get).toList());
        List<LedgerEntry> done =
                counterparts.each(
                        pass,
                        refused,
                        (folder, validity, copies) ->
                                carrying.store(folder, validity, copies, changed));
        Map<Uid, A> carried = new HashMap<>();
        done.forEach(entry -> carried.put(entry.uid(), changed.get(entry.uid())));
        if (!carried.isEmpty()) {
            carrying.record(leg, carried);
            pass.progress()
                    .count(
                            leg.path().kind(),
                            Figure.ATTRIBUTES_CHANGED,
                            counterparts.acted() - carrying.inVain());
        }
    }

    private static boolean isUnsettled(Map<Uid, LedgerEntry> known, SortedMap<Uid, ?> now) {
        return now.keySet().stream()
                .map(known::get)
                .anyMatch(entry -> entry == null || entry.state() == ItemState.SKIPPED);
    }
}
