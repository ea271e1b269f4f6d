package io.mailcaravan.filter;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts skipped items by the rule that left them out; used by one thread at a time. */
public final class SkipCounts {

    /** More than any route has rules; a bound for reasons that are made elsewhere. */
    private static final int RULES = 100;

    private static final String OTHER = "other reasons";

    /** What {@link io.mailcaravan.filter.ItemFilter} says of the item itself, before the rule. */
    private static final Pattern ITEM =
            Pattern.compile("^(?:received [^,]+|dated [^,]+|\\d+ bytes), ");

    private final Map<String, Long> byRule = new TreeMap<>();

    /**
     * Counts one item.
     *
     * @param reason as the ledger has it: {@code 31000000 bytes, over maxSize=25MB}
     */
    public void add(String reason) {
        String rule = ITEM.matcher(reason).replaceFirst("");
        boolean known = byRule.size() < RULES || byRule.containsKey(rule);
        byRule.merge(known ? rule : OTHER, 1L, Long::sum);
    }

    /** How many items each rule left out, in alphabetical order: {@code over maxSize=25MB}. */
    public Map<String, Long> byRule() {
        return Collections.unmodifiableMap(byRule);
    }

    public long total() {
        return byRule.values().stream().mapToLong(Long::longValue).sum();
    }
}
