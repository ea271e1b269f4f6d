package io.mailcaravan.assess;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/** Counts a mailbox's items; its memory does not grow with their number. */
final class ItemTally {

    /** Enough that a sample of them tells what messages are like here. */
    private static final int SAMPLE = 200;

    /** Where a sampled item is. */
    record Sampled(FolderPath folder, ItemHead head) {}

    private final OptionalLong limit;
    private final Map<String, Long> excluded = new TreeMap<>();
    private final List<Oversize.Large> large = new ArrayList<>();
    private final List<Sampled> sample = new ArrayList<>();
    private final Random random = new Random(1);
    private long messages;
    private long bytes;
    private long oversize;
    private long withKeywords;

    ItemTally(OptionalLong limit) {
        this.limit = limit;
    }

    void exclude(String reason, long items) {
        if (items > 0) {
            excluded.merge(kind(reason), items, Long::sum);
        }
    }

    /** "received 2017-03-01T00:00:00Z, before since=2018-01-01": one kind, whatever the day. */
    private static String kind(String reason) {
        return reason.substring(reason.indexOf(", ") + 1).strip();
    }

    void add(FolderPath folder, ItemHead head) {
        messages++;
        bytes += head.size();
        if (!head.flags().keywords().isEmpty()) {
            withKeywords++;
        }
        if (limit.isPresent() && head.size() > limit.getAsLong()) {
            oversize++;
            if (large.size() < Oversize.SHOWN) {
                large.add(new Oversize.Large(folder, head.uid(), head.size()));
            }
        }
        // reservoir sampling: each item has the same chance
        if (sample.size() < SAMPLE) {
            sample.add(new Sampled(folder, head));
        } else {
            long place = random.nextLong(messages);
            if (place < SAMPLE) {
                sample.set((int) place, new Sampled(folder, head));
            }
        }
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    long withKeywords() {
        return withKeywords;
    }

    Map<String, Long> excluded() {
        return excluded;
    }

    Oversize oversize() {
        return new Oversize(limit, oversize, large);
    }

    List<Sampled> sample() {
        return sample;
    }
}
