package io.mailcaravan.ledger.budget;

import io.mailcaravan.mailbox.ByteBudget.Share;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Bytes by the hour in which they were counted, over the last 24 hours. An hour counts in full
 * until 24 hours after its end, so a limit holds over any 24 hours, whenever a server begins its
 * day.
 *
 * <p>As text: {@code HOUR:BYTES} with blanks in between, hours since 1970.
 */
final class BudgetHours {

    private static final long DAY = 24;
    private static final long SECONDS = 3600;

    private final NavigableMap<Long, Long> bytes = new TreeMap<>();

    static BudgetHours parse(String text) {
        BudgetHours hours = new BudgetHours();
        for (String word : text.split(" ")) {
            int colon = word.indexOf(':');
            if (colon > 0) {
                hours.bytes.put(
                        Long.parseLong(word.substring(0, colon)),
                        Long.parseLong(word.substring(colon + 1)));
            }
        }
        return hours;
    }

    String format() {
        return bytes.entrySet().stream()
                .map(hour -> hour.getKey() + ":" + hour.getValue())
                .collect(Collectors.joining(" "));
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS);
    }

    private void forget(Instant now) {
        bytes.headMap(hour(now) - DAY).clear();
    }

    private long used() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** See {@link io.mailcaravan.mailbox.ByteBudget#take}. */
    Share take(long least, long most, long limit, Instant now) {
        forget(now);
        long free = limit - used();
        boolean alone = least > limit && used() == 0;
        if (least > free && !alone) {
            return new Share(0, freeAt(least, limit));
        }
        long taken = alone ? least : Math.min(most, free);
        add(taken, now);
        return new Share(taken, now);
    }

    private Instant freeAt(long least, long limit) {
        long needed = Math.max(0, limit - least);
        long used = used();
        long last = bytes.lastKey();
        for (Map.Entry<Long, Long> hour : bytes.entrySet()) {
            used -= hour.getValue();
            if (used <= needed) {
                last = hour.getKey();
                break;
            }
        }
        return Instant.ofEpochSecond((last + DAY + 1) * SECONDS);
    }

    /** Counts now; what is given back leaves the latest hours first. */
    void add(long count, Instant now) {
        forget(now);
        if (count >= 0) {
            bytes.merge(hour(now), count, Long::sum);
            return;
        }
        long back = -count;
        while (back > 0 && !bytes.isEmpty()) {
            Map.Entry<Long, Long> latest = bytes.lastEntry();
            long rest = latest.getValue() - back;
            if (rest > 0) {
                bytes.put(latest.getKey(), rest);
                return;
            }
            bytes.remove(latest.getKey());
            back = -rest;
        }
    }
}
