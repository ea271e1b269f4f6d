package io.mailcaravan.cli;

import io.mailcaravan.filter.SkipCounts;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Printable;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.report.MailboxState;
import io.mailcaravan.report.MailboxSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What is said at the end of a pass, and the exit code that it means. */
final class PassSummary {

    /** So many are named. */
    private static final int RULES = 5;

    private final String route;
    private final List<MailboxResult> results;
    private final List<String> remarks;
    private final LedgerBefore ledger;
    private final Figures figures;

    /**
     * @param remarks on the whole pass
     */
    PassSummary(
            String route, List<MailboxResult> results, List<String> remarks, LedgerBefore ledger) {
        this.route = route;
        this.results = results;
        this.remarks = remarks;
        this.ledger = ledger;
        this.figures = Figures.sum(results.stream().map(MailboxResult::counts).toList());
    }

    int print(boolean json) throws LedgerException {
        List<MailboxOutcome> outcomes = outcomes();
        open(outcomes).lines(route).forEach(System.err::println);
        List<String> ofAll = new ArrayList<>(remarks);
        allSkipped(outcomes).ifPresent(ofAll::add);
        if (json) {
            outcomes.forEach(outcome -> System.out.println(outcome.json(route)));
            ofAll.forEach(text -> System.out.println(RemarkJson.of(route, text)));
        } else {
            remarks().lines(route).forEach(System.out::println);
            ofAll.forEach(text -> System.out.println(route + ": " + text));
            failures(outcomes).forEach(System.err::println);
            kinds().forEach(System.out::println);
            System.out.println(totals(outcomes));
        }
        return exitCode(outcomes);
    }

    private List<MailboxOutcome> outcomes() throws LedgerException {
        Map<String, MailboxSummary> now = ledger.now();
        return results.stream()
                .map(one -> new MailboxOutcome(one, Optional.ofNullable(now.get(one.source()))))
                .toList();
    }

    /** What keeps mailboxes from being complete, besides failed items. */
    private static SharedWords open(List<MailboxOutcome> outcomes) {
        SharedWords open = new SharedWords();
        for (MailboxOutcome outcome : outcomes) {
            String name = outcome.result().source();
            outcome.result()
                    .stopped()
                    .ifPresent(
                            reason ->
                                    open.add(
                                            name,
                                            (reason.isPause() ? " " : " stopped: ")
                                                    + reason.explanation()));
            outcome.stoppedBefore()
                    .ifPresent(reason -> open.add(name, " stopped in the pass before: " + reason));
            String when =
                    outcome.result().counts().problems().isEmpty()
                            ? ": as the last pass found it, "
                            : ": ";
            outcome.problems().forEach(problem -> open.add(name, when + problem));
        }
        return open;
    }

    private SharedWords remarks() {
        SharedWords remarks = new SharedWords();
        for (MailboxResult result : results) {
            result.counts().remarks().forEach(text -> remarks.add(result.source(), ": " + text));
        }
        return remarks;
    }

    /** A pass that has left out everything looks as if all was well. */
    private Optional<String> allSkipped(List<MailboxOutcome> outcomes) throws LedgerException {
        Totals all =
                outcomes.stream()
                        .flatMap(one -> one.known().stream())
                        .map(MailboxSummary::totals)
                        .reduce(Totals.NONE, Totals::plus);
        boolean skippedOnly = all.skipped() > 0 && all.copied() + all.failed() + all.pending() == 0;
        if (!skippedOnly || results.stream().anyMatch(result -> result.stopped().isPresent())) {
            return Optional.empty();
        }
        SkipCounts skipped = ledger.skipped(names(outcomes));
        return Optional.of(
                "nothing was copied: all "
                        + ReportWords.number(skipped.total())
                        + (figures.hasMoreThanMail() ? " items" : " messages")
                        + " were skipped, "
                        + skipped.byRule().entrySet().stream()
                                .sorted(Comparator.comparingLong(rule -> -rule.getValue()))
                                .limit(RULES)
                                .map(
                                        rule ->
                                                ReportWords.number(rule.getValue())
                                                        + " ("
                                                        + Printable.line(rule.getKey())
                                                        + ")")
                                .collect(Collectors.joining(", "))
                        + (skipped.byRule().size() > RULES ? ", ..." : "")
                        + ". If that is not what you want, look at the options and filters of the"
                        + " route.");
    }

    /** Why items are failed, and what can be done: the reasons of most of them. */
    private List<String> failures(List<MailboxOutcome> outcomes) throws LedgerException {
        if (sum(outcomes, MailboxOutcome::failed) == 0) {
            return List.of();
        }
        return ledger.failures(names(outcomes)).lines(route);
    }

    private static Set<String> names(List<MailboxOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.result().source())
                .collect(Collectors.toSet());
    }

    private String totals(List<MailboxOutcome> outcomes) {
        return String.format(
                "%s: %s%s, %s%s%s",
                route,
                ReportWords.mailboxes(results.size()),
                notAtTheirEnd(outcomes),
                FigureWords.of(figures, ofEarlierPasses(outcomes)),
                delay(),
                ledger.isNew() ? "; ledger begun in " + ledger.place() : "");
    }

    /** A line a kind, where there is more than mail. */
    private List<String> kinds() {
        if (!figures.hasMoreThanMail()) {
            return List.of();
        }
        return figures.kinds().stream()
                .map(kind -> route + ": " + kind.words() + ": " + FigureWords.of(figures.of(kind)))
                .toList();
    }

    /** Counts alone would look as if all was well. */
    private static String notAtTheirEnd(List<MailboxOutcome> outcomes) {
        List<String> words = new ArrayList<>();
        for (MailboxState state : MailboxState.values()) {
            long count = outcomes.stream().filter(one -> one.state() == state).count();
            if (count > 0 && state.compareTo(MailboxState.INCOMPLETE) >= 0) {
                words.add(ReportWords.number(count) + " " + state);
            }
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    /** What a pass does not touch again is failed all the same. */
    private String ofEarlierPasses(List<MailboxOutcome> outcomes) {
        long all = sum(outcomes, MailboxOutcome::failed);
        return all <= figures.failed()
                ? ""
                : String.format(" (%,d with those of earlier passes)", all);
    }

    private String delay() {
        Duration delayed =
                Duration.ofNanos(
                        results.stream().mapToLong(result -> result.counts().delayedNanos()).sum());
        return delayed.toSeconds() == 0
                ? ""
                : ", waited " + delayed.toSeconds() + " s because servers asked for it";
    }

    private static long sum(List<MailboxOutcome> outcomes, ToLongFunction<MailboxOutcome> count) {
        return outcomes.stream().mapToLong(count).sum();
    }

    private static int exitCode(List<MailboxOutcome> outcomes) {
        RouteExits exits = new RouteExits();
        for (MailboxOutcome outcome : outcomes) {
            exits.add(RouteState.exitCode(outcome.state()), outcome.isInterrupted());
        }
        return exits.code();
    }

    /** Somebody wanted it to end. */
    boolean isInterrupted() {
        return results.stream()
                .anyMatch(result -> new MailboxOutcome(result, Optional.empty()).isInterrupted());
    }
}
