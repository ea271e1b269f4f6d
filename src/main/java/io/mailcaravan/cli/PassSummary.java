package io.mailcaravan.cli;

import io.mailcaravan.ledger.LedgerException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxProgress;
import io.mailcaravan.pass.MailboxResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        Map<String, Long> failed = ledger.failed();
        for (MailboxResult result : results) {
            result.stopped()
                    .ifPresent(
                            reason ->
                                    System.err.println(
                                            route
                                                    + ": mailbox "
                                                    + result.source()
                                                    + (reason.isPause() ? " " : " stopped: ")
                                                    + reason.explanation()));
            result.counts()
                    .problems()
                    .forEach(
                            problem ->
                                    System.err.println(
                                            route
                                                    + ": mailbox "
                                                    + result.source()
                                                    + ": "
                                                    + problem));
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
                                            "failedInAll", failed.getOrDefault(result.source(), 0L),
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
                    "%s: %d mailboxes, %,d copied (%s), %s%,d skipped, %,d failed%s, %,d unchanged,"
                            + " %,d flag changes%s%s%s%n",
                    route,
                    results.size(),
                    sum(MailboxProgress::copied),
                    Sizes.text(sum(MailboxProgress::copiedBytes)),
                    sum(MailboxProgress::adopted) == 0
                            ? ""
                            : String.format(
                                    "%,d recognised at the destination, ",
                                    sum(MailboxProgress::adopted)),
                    sum(MailboxProgress::skipped),
                    sum(MailboxProgress::failed),
                    ofEarlierPasses(failed),
                    sum(MailboxProgress::unchanged),
                    sum(MailboxProgress::flagsChanged),
                    sum(MailboxProgress::deleted) == 0
                            ? ""
                            : ", " + sum(MailboxProgress::deleted) + " deleted",
                    delay(),
                    ledger.isNew() ? "; ledger begun in " + ledger.place() : "");
        }
        return exitCode(failed);
    }

    /** What a pass does not touch again is failed all the same. */
    private String ofEarlierPasses(Map<String, Long> failed) {
        long all = results.stream().mapToLong(one -> failed.getOrDefault(one.source(), 0L)).sum();
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

    private int exitCode(Map<String, Long> failed) {
        int exit = ExitCode.OK;
        boolean paused = false;
        for (MailboxResult result : results) {
            if (result.resumesAt().isPresent()) {
                paused = true;
                continue;
            }
            int one =
                    result.stopped()
                            .map(PassSummary::exitCode)
                            .orElse(
                                    result.counts().failed() > 0
                                                    || failed.getOrDefault(result.source(), 0L) > 0
                                                    || !result.counts().problems().isEmpty()
                                            ? ExitCode.ITEMS_FAILED
                                            : ExitCode.OK);
            exit = Math.max(exit, one);
        }
        // somebody has to see to what cannot be reached; what has paused needs another run only
        return paused && exit < ExitCode.UNREACHABLE ? ExitCode.INTERRUPTED : exit;
    }

    static int exitCode(MailboxException reason) {
        return "interrupted".equals(reason.getMessage())
                ? ExitCode.INTERRUPTED
                : ExitCode.UNREACHABLE;
    }
}
