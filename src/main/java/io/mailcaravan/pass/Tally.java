package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<Leg, Set<Uid>> edited = new HashMap<>();

    /** Those of them, and of the ones that had failed, with which this pass is done. */
    private final Map<Leg, Set<Uid>> sent = new HashMap<>();

    /** Items that have failed so far. */
    private final Map<Leg, Set<Uid>> failed = new HashMap<>();

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
        edited.computeIfAbsent(leg, key -> new HashSet<>()).add(uid);
    }

    /** How many there are below that UID, each once however often it is begun. */
    synchronized long edits(Leg leg, Uid next) {
        return edited.getOrDefault(leg, Set.of()).stream()
                .filter(uid -> uid.compareTo(next) < 0)
                .count();
    }

    /** Counted as failed in this pass. */
    public synchronized void failed(Leg leg, Uid uid) {
        failed.computeIfAbsent(leg, key -> new HashSet<>()).add(uid);
    }

    synchronized boolean hasFailed(Leg leg, Uid uid) {
        return failed.getOrDefault(leg, Set.of()).contains(uid);
    }

    /** This pass sends the item and counts it: should it change again, the next one sees. */
    public synchronized void sent(Leg leg, Uid uid) {
        sent.computeIfAbsent(leg, key -> new HashSet<>()).add(uid);
    }

    synchronized boolean isSent(Leg leg, Uid uid) {
        return sent.getOrDefault(leg, Set.of()).contains(uid);
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
}
