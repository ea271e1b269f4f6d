package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a pass has counted of one folder, so that each item counts once on each leg, however often
 * the folder is looked at or begun again. Held as ranges, as items come in the order of their UIDs
 * but for a few. Safe for many threads.
 */
public final class Tally {

    /** First to last UID of each range, by leg; they rise and do not touch. */
    private final Map<Leg, TreeMap<Long, Long>> counted = new HashMap<>();

    /** Items below the checkpoint that were to be sent in this pass, as the source told of them. */
    private final OnLegs edited = new OnLegs();

    /** Those of them, and of the ones that had failed, with which this pass is done. */
    private final OnLegs sent = new OnLegs();

    /** What is below this UID counts as not noted. */
    synchronized void forgetBelow(Uid next) {
        for (TreeMap<Long, Long> ranges : counted.values()) {
            Map.Entry<Long, Long> last = ranges.lowerEntry(next.value());
            ranges.headMap(next.value()).clear();
            if (last != null && last.getValue() >= next.value()) {
                ranges.put(next.value(), last.getValue());
            }
        }
    }

    /** Notes such an item. */
    synchronized void edit(Leg leg, Uid uid) {
        edited.add(leg, uid);
    }

    /** How many there are below that UID, each once however often it is begun. */
    synchronized long edits(Leg leg, Uid next) {
        return edited.of(leg).stream().filter(uid -> uid.compareTo(next) < 0).count();
    }

    /** This pass sends the item and counts it: should it change again, the next one sees. */
    public synchronized void sent(Leg leg, Uid uid) {
        sent.add(leg, uid);
    }

    /** Of these legs, those on which this pass has not been through with it already. */
    synchronized Set<Leg> unsent(Uid uid, Set<Leg> on) {
        return sent.lacking(uid, on);
    }

    /** Notes the item. False when it was counted before. */
    public boolean add(Leg leg, Uid uid) {
        return add(leg, new UidRange(uid, uid)) > 0;
    }

    /**
     * Notes all of the range.
     *
     * @return how many of its UIDs had not been noted before
     */
    synchronized long add(Leg leg, UidRange range) {
        TreeMap<Long, Long> ranges = counted.computeIfAbsent(leg, key -> new TreeMap<>());
        long first = range.first().value();
        long last = range.last().value();
        long before = 0;
        Map.Entry<Long, Long> near = ranges.floorEntry(last + 1);
        while (near != null && near.getValue() >= first - 1) {
            long overlap =
                    Math.min(near.getValue(), range.last().value())
                            - Math.max(near.getKey(), range.first().value())
                            + 1;
            before += Math.max(0, overlap);
            first = Math.min(first, near.getKey());
            last = Math.max(last, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(last + 1);
        }
        ranges.put(first, last);
        return range.last().value() - range.first().value() + 1 - before;
    }

    /** Items by leg; mostly none. */
    private static final class OnLegs {

        private final Map<Leg, Set<Uid>> uids = new HashMap<>();

        void add(Leg leg, Uid uid) {
            uids.computeIfAbsent(leg, key -> new HashSet<>()).add(uid);
        }

        Set<Uid> of(Leg leg) {
            return uids.getOrDefault(leg, Set.of());
        }

        /** Those of the legs on which the item is not noted; asked for each item that is listed. */
        Set<Leg> lacking(Uid uid, Set<Leg> on) {
            if (uids.isEmpty() || on.isEmpty()) {
                return on;
            }
            Set<Leg> lacking = new LinkedHashSet<>(on);
            lacking.removeIf(leg -> of(leg).contains(uid));
            return lacking;
        }
    }
}
