package io.mailcaravan.pass;

import io.mailcaravan.pass.Difference.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What was found in one mailbox; used by one thread at a time. */
public final class VerifyCounts {

    /** More reasons than any route has rules; a bound for those made elsewhere. */
    private static final int REASONS = 100;

    private static final String OTHER = "other reasons";

    private final Map<Kind, Long> differences = new EnumMap<>(Kind.class);
    private final Map<String, Long> skipped = new TreeMap<>();
    private long equal;
    private long extra;

    void equal(long items) {
        equal += items;
    }

    void difference(Kind kind) {
        differences.merge(kind, 1L, Long::sum);
    }

    void skipped(String reason) {
        String rule = SkipReasons.rule(reason);
        skipped.merge(
                skipped.size() < REASONS || skipped.containsKey(rule) ? rule : OTHER,
                1L,
                Long::sum);
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
        return Map.copyOf(skipped);
    }

    /** The same, all together. */
    public long skipped() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
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
                .filter(entry -> entry.getKey() != Kind.REPAIRED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
