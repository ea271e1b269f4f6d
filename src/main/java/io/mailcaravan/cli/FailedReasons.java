package io.mailcaravan.cli;

import io.mailcaravan.ledger.FailureKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why items failed, by kinds of reasons: those that differ in numbers only are of one. */
final class FailedReasons {

    private static final int NAMED = 3;

    /** A bound for what servers say. */
    private static final int KINDS = 1_000;

    private final Map<String, Kind> kinds = new TreeMap<>();
    private long others;

    private record Kind(String example, long items) {

        Kind plus(Kind more) {
            return new Kind(example, items + more.items);
        }
    }

    /**
     * Counts one item.
     *
     * @param reason as the ledger has it
     */
    void add(String reason) {
        String key = FailureKind.of(reason);
        if (kinds.size() < KINDS || kinds.containsKey(key)) {
            kinds.merge(key, new Kind(reason, 1), Kind::plus);
        } else {
            others++;
        }
    }

    /** The kinds of most items, and what can be done. */
    List<String> lines(String route) {
        List<Kind> most =
                kinds.values().stream()
                        .sorted(Comparator.comparingLong(Kind::items).reversed())
                        .toList();
        List<String> lines = new ArrayList<>();
        for (Kind kind : most.subList(0, Math.min(NAMED, most.size()))) {
            lines.add(
                    route
                            + ": "
                            + ReportWords.number(kind.items())
                            + (kind.items() == 1 ? " failed: " : " failed, the first: ")
                            + kind.example());
        }
        long rest = others + most.stream().skip(NAMED).mapToLong(Kind::items).sum();
        if (rest > 0) {
            lines.add(route + ": " + ReportWords.number(rest) + " failed for other reasons");
        }
        if (!most.isEmpty()) {
            lines.add(
                    route
                            + ": 'caravan report "
                            + route
                            + "' names each item. The next pass tries them again (but with"
                            + " retryFailed=false), 'caravan retry "
                            + route
                            + "' only them.");
        }
        return lines;
    }
}
