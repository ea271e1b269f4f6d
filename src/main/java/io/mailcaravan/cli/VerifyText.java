package io.mailcaravan.cli;

import io.mailcaravan.verify.Difference;
import io.mailcaravan.verify.Difference.Kind;
import io.mailcaravan.verify.VerifyCounts;
import io.mailcaravan.verify.VerifyResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A verification for people: a line a mailbox, with its differences below it. */
final class VerifyText implements VerifyListener {

    private final String route;
    private final boolean all;
    private final boolean severalEnds;
    private final PrintStream out;

    /** Those of mailboxes that are still being compared. */
    private final Map<String, List<Difference>> waiting = new HashMap<>();

    /**
     * @param all whether every difference is named; they are printed as they are found then, so
     *     that memory does not grow with them
     * @param severalEnds whether the route has more than one, so that each difference names its own
     */
    VerifyText(String route, boolean all, boolean severalEnds, PrintStream out) {
        this.route = route;
        this.all = all;
        this.severalEnds = severalEnds;
        this.out = out;
    }

    @Override
    public synchronized void difference(String source, Difference difference) {
        if (all) {
            out.println(source + ": " + line(difference));
        } else {
            waiting.computeIfAbsent(source, none -> new ArrayList<>()).add(difference);
        }
    }

    @Override
    public synchronized void finished(VerifyResult result) {
        out.println(line(result));
        List<Difference> differences = waiting.remove(result.source());
        if (differences == null) {
            return;
        }
        differences.forEach(difference -> out.println("  " + line(difference)));
        VerifyCounts counts = result.counts();
        long more =
                counts.differences().values().stream().mapToLong(Long::longValue).sum()
                        - differences.size();
        if (more > 0) {
            out.printf(Locale.ROOT, "  and %,d more; --all names them%n", more);
        }
    }

    private static String line(VerifyResult result) {
        VerifyCounts counts = result.counts();
        StringBuilder line = new StringBuilder(result.source());
        if (!result.destination().equals(result.source())) {
            line.append(" -> ").append(result.destination());
        }
        result.stopped()
                .ifPresent(reason -> line.append(" stopped: ").append(reason.explanation()));
        if (counts.faults() > 0) {
            line.append(": ");
            counts.differences()
                    .forEach(
                            (kind, items) -> {
                                if (kind.isFault()) {
                                    line.append(number("%,d ", items)).append(kind).append(", ");
                                }
                            });
        } else {
            line.append(' ');
        }
        line.append(number("equal %,d messages", counts.equal()));
        counts.differences()
                .forEach(
                        (kind, items) -> {
                            if (!kind.isFault()) {
                                line.append(number(", %,d ", items)).append(kind);
                            }
                        });
        counts.skippedByReason()
                .forEach(
                        (reason, items) ->
                                line.append(number(", %,d skipped (", items))
                                        .append(reason)
                                        .append(')'));
        if (counts.extra() > 0) {
            line.append(number(", %,d only at the destination", counts.extra()));
        }
        return line.toString();
    }

    private String line(Difference difference) {
        StringBuilder line = new StringBuilder();
        line.append(difference.kind()).append(": ").append(difference.folder());
        difference.uid().ifPresent(uid -> line.append(" UID ").append(uid));
        difference
                .leg()
                .filter(leg -> severalEnds)
                .ifPresent(leg -> line.append(" (to ").append(leg).append(')'));
        difference.messageId().ifPresent(id -> line.append(' ').append(id));
        if (!difference.expected().isEmpty()) {
            line.append(": expected ").append(difference.expected());
            line.append(", found ").append(difference.found());
        } else if (!difference.found().isEmpty()) {
            line.append(": ").append(difference.found());
        }
        return line.toString();
    }

    private static String number(String format, long number) {
        return String.format(Locale.ROOT, format, number);
    }

    @Override
    public void remark(String text) {
        out.println(route + ": " + text);
    }

    @Override
    public void summary(List<VerifyResult> results) {
        long stopped = results.stream().filter(result -> result.stopped().isPresent()).count();
        long kept = sum(results, counts -> counts.count(Kind.KEPT));
        long converted = sum(results, counts -> counts.count(Kind.CONVERTED));
        out.printf(
                Locale.ROOT,
                "%s: %s, %,d messages equal, %s (%,d failed), %,d repaired,"
                        + "%s%s %,d skipped, %,d only at the destination%s%n",
                route,
                ReportWords.mailboxes(results.size()),
                sum(results, VerifyCounts::equal),
                ReportWords.differences(sum(results, VerifyCounts::faults)),
                sum(results, counts -> counts.count(Kind.FAILED)),
                sum(results, counts -> counts.count(Kind.REPAIRED)),
                converted == 0 ? "" : number(" %,d converted,", converted),
                kept == 0 ? "" : number(" %,d kept as their owners have made them,", kept),
                sum(results, VerifyCounts::skipped),
                sum(results, VerifyCounts::extra),
                stopped == 0
                        ? ""
                        : ", " + ReportWords.mailboxes(stopped) + " not compared to their end");
    }

    private static long sum(List<VerifyResult> results, ToLongFunction<VerifyCounts> count) {
        return results.stream().mapToLong(result -> count.applyAsLong(result.counts())).sum();
    }
}
