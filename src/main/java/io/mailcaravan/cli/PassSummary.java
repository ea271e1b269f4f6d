package io.mailcaravan.cli;

import io.mailcaravan.ledger.LedgerException;
import io.mailcaravan.ledger.MailboxSummary;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxProgress;
import io.mailcaravan.pass.MailboxResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What is said at the end of a pass, and the exit code that it means. */
final class PassSummary {

    private final String route;
    private final List<MailboxResult> results;
    private final LedgerBefore ledger;

    PassSummary(String route, List<MailboxResult> results, LedgerBefore ledger) {
        this.route = route;
        this.results = results;
        this.ledger = ledger;
    }

    int print(boolean json) throws LedgerException {
        Map<String, MailboxSummary> now = ledger.now();
        for (MailboxResult result : results) {
            result.stopped()
                    .ifPresent(
                            reason ->
                                    System.err.println(
                                            of(result)
                                                    + (reason.isPause() ? " " : " stopped: ")
                                                    + reason.explanation()));
            problems(result, now)
                    .forEach(problem -> System.err.println(of(result) + ": " + problem));
        }
        for (MailboxResult result : json ? List.<MailboxResult>of() : results) {
            result.counts()
                    .remarks()
                    .forEach(remark -> System.out.println(of(result) + ": " + remark));
        }
        if (json) {
            results.forEach(
                    result ->
                            System.out.println(
                                    Json.object(
                                            "event", "mailbox",
                                            "route", route,
                                            "source", result.source(),
                                            "destination", result.destination(),
                                            "copied", result.counts().copied(),
                                            "adopted", result.counts().adopted(),
                                            "skipped", result.counts().skipped(),
                                            "failed", result.counts().failed(),
                                            "failedInAll", failed(result, now),
                                            "state", state(result, now),
                                            "problems", List.copyOf(problems(result, now)),
                                            "remarks", result.counts().remarks(),
                                            "unchanged", result.counts().unchanged(),
                                            "flagsChanged", result.counts().flagsChanged(),
                                            "deleted", result.counts().deleted(),
                                            "bytes", result.counts().copiedBytes(),
                                            "millis", result.counts().elapsedNanos() / 1_000_000,
                                            "delayMillis",
                                                    result.counts().delayedNanos() / 1_000_000,
                                            "resumesAt",
                                                    result.resumesAt()
                                                            .map(Instant::toString)
                                                            .orElse(null),
                                            "stopped",
                                                    result.stopped()
                                                            .map(Throwable::getMessage)
                                                            .orElse(null))));
        } else {
            System.out.printf(
                    "%s: %s, %,d copied (%s), %s%,d skipped, %,d failed%s, %,d unchanged,"
                            + " %,d flag changes%s%s%s%n",
                    route,
                    ReportWords.mailboxes(results.size()),
                    sum(MailboxProgress::copied),
                    Sizes.text(sum(MailboxProgress::copiedBytes)),
                    sum(MailboxProgress::adopted) == 0
                            ? ""
                            : String.format(
                                    "%,d recognised at the destination, ",
                                    sum(MailboxProgress::adopted)),
                    sum(MailboxProgress::skipped),
                    sum(MailboxProgress::failed),
                    ofEarlierPasses(now),
                    sum(MailboxProgress::unchanged),
                    sum(MailboxProgress::flagsChanged),
                    sum(MailboxProgress::deleted) == 0
                            ? ""
                            : ", " + sum(MailboxProgress::deleted) + " deleted",
                    delay(),
                    ledger.isNew() ? "; ledger begun in " + ledger.place() : "");
        }
        return exitCode(now);
    }

    private String of(MailboxResult result) {
        return route + ": mailbox " + result.source();
    }

    private static long failed(MailboxResult result, Map<String, MailboxSummary> now) {
        MailboxSummary mailbox = now.get(result.source());
        return mailbox == null ? result.counts().failed() : mailbox.totals().failed();
    }

    private static String state(MailboxResult result, Map<String, MailboxSummary> now) {
        MailboxSummary mailbox = now.get(result.source());
        return mailbox == null ? null : RouteState.of(mailbox).toString();
    }

    /** Of this pass, and those of earlier ones that are still in the way. */
    private static Set<String> problems(MailboxResult result, Map<String, MailboxSummary> now) {
        Set<String> problems = new LinkedHashSet<>(result.counts().problems());
        MailboxSummary mailbox = now.get(result.source());
        if (problems.isEmpty() && mailbox != null) {
            problems.addAll(RouteState.leftOut(mailbox));
        }
        return problems;
    }

    /** What a pass does not touch again is failed all the same. */
    private String ofEarlierPasses(Map<String, MailboxSummary> now) {
        long all = results.stream().mapToLong(one -> failed(one, now)).sum();
        return all <= sum(MailboxProgress::failed)
                ? ""
                : String.format(" (%,d with those of earlier passes)", all);
    }

    private String delay() {
        Duration delayed = Duration.ofNanos(sum(MailboxProgress::delayedNanos));
        return delayed.toSeconds() == 0
                ? ""
                : ", waited " + delayed.toSeconds() + " s because servers asked for it";
    }

    private long sum(ToLongFunction<MailboxProgress> count) {
        return results.stream().mapToLong(result -> count.applyAsLong(result.counts())).sum();
    }

    private int exitCode(Map<String, MailboxSummary> now) {
        RouteExits exits = new RouteExits();
        for (MailboxResult result : results) {
            exits.add(exitCode(result, now.get(result.source())), isInterrupted(result));
        }
        return exits.code();
    }

    private static int exitCode(MailboxResult result, MailboxSummary now) {
        if (result.stopped().isPresent()) {
            return result.resumesAt().isPresent()
                    ? ExitCode.INTERRUPTED
                    : exitCode(result.stopped().get());
        }
        int exit = result.isComplete() ? ExitCode.OK : ExitCode.ITEMS_FAILED;
        return now == null ? exit : RouteState.worse(exit, RouteState.exitCode(now));
    }

    static int exitCode(MailboxException reason) {
        return reason.isInterrupted() || reason.isPause()
                ? ExitCode.INTERRUPTED
                : ExitCode.UNREACHABLE;
    }

    /** Somebody wanted it to end. */
    boolean isInterrupted() {
        return results.stream().anyMatch(PassSummary::isInterrupted);
    }

    private static boolean isInterrupted(MailboxResult result) {
        return result.stopped().filter(MailboxException::isInterrupted).isPresent();
    }
}
