package io.mailcaravan.verify;

import io.mailcaravan.filter.SkipCounts;
import io.mailcaravan.verify.Difference.Kind;
import java.util.EnumMap;
import java.util.Map;

/** What was found in one mailbox; used by one thread at a time. */
public final class VerifyCounts {

    private final Map<Kind, Long> differences = new EnumMap<>(Kind.class);
    private final SkipCounts skipped = new SkipCounts();
    private long equal;
    private long extra;

    void equal(long items) {
        equal += items;
    }

    void difference(Kind kind) {
        differences.merge(kind, 1L, Long::sum);
    }

    void skipped(String reason) {
        skipped.add(reason);
    }

    void extra(long items) {
        extra += items;
    }

    /** Items that are the same at both ends. */
    public long equal() {
        return equal;
    }

    /** Items that only the destination has, in the folders compared. */
    public long extra() {
        return extra;
    }

    /** Items left out by a rule, by the rule. */
    public Map<String, Long> skippedByReason() {
        return skipped.byRule();
    }

    /** The same, all together. */
    public long skipped() {
        return skipped.total();
    }

    /** How many there are of each kind; kinds that were not found are left out. */
    public Map<Kind, Long> differences() {
        return new EnumMap<>(differences);
    }

    public long count(Kind kind) {
        return differences.getOrDefault(kind, 0L);
    }

    /** All differences that are faults. */
    public long faults() {
        return differences.entrySet().stream()
                .filter(entry -> entry.getKey().isFault())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
