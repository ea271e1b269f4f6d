package io.mailcaravan.cli;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.report.MailboxState;
import io.mailcaravan.report.MailboxSummary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a mailbox is after a pass.
 *
 * @param result what the pass says of it
 * @param known what the ledger does, of all passes; empty where none could begin
 */
record MailboxOutcome(MailboxResult result, Optional<MailboxSummary> known) {

    /** The worse of both: what this pass has not touched may be open all the same. */
    MailboxState state() {
        MailboxState own = ofThisPass();
        return known.map(RouteState::of)
                .filter(all -> all.compareTo(own) > 0)
                .filter(all -> result.stopped().isEmpty())
                .orElse(own);
    }

    private MailboxState ofThisPass() {
        if (result.stopped().isPresent()) {
            return ExitCode.of(result.stopped().get()) == ExitCode.INTERRUPTED
                    ? MailboxState.UNFINISHED
                    : MailboxState.STOPPED;
        }
        if (!result.counts().problems().isEmpty()) {
            return MailboxState.INCOMPLETE;
        }
        return result.isComplete() ? MailboxState.COMPLETE : MailboxState.ITEMS_FAILED;
    }

    /** Somebody wanted it to end. */
    boolean isInterrupted() {
        return result.stopped().filter(MailboxException::isInterrupted).isPresent();
    }

    /** Items on their legs, by whichever pass. */
    long failed() {
        return known.map(mailbox -> mailbox.totals().failed()).orElse(result.counts().failed());
    }

    /** Of this pass, or those of earlier ones that are still in the way. */
    Set<String> problems() {
        Set<String> problems = new LinkedHashSet<>(result.counts().problems());
        if (problems.isEmpty()) {
            known.map(RouteState::leftOut).ifPresent(problems::addAll);
        }
        return problems;
    }

    /** Why an earlier pass was stopped, which this one has not made good. */
    Optional<String> stoppedBefore() {
        return result.stopped().isEmpty() && state() == MailboxState.STOPPED
                ? known.flatMap(RouteState::stop)
                : Optional.empty();
    }

    /** An object for programs. */
    String json(String route) {
        Figures figures = result.counts().figures();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "mailbox");
        object.put("route", route);
        object.put("source", result.source());
        object.put("destination", result.destination());
        FigureWords.put(object, figures, FigureWords.FIRST);
        object.put("failedInAll", failed());
        object.put("state", state().toString());
        object.put("problems", List.copyOf(problems()));
        object.put("remarks", result.counts().remarks());
        FigureWords.put(object, figures, FigureWords.OTHERS);
        object.put("millis", result.counts().elapsedNanos() / 1_000_000);
        object.put("delayMillis", result.counts().delayedNanos() / 1_000_000);
        object.put("resumesAt", result.resumesAt().map(Object::toString).orElse(null));
        object.put(
                "stopped",
                result.stopped().map(Throwable::getMessage).or(this::stoppedBefore).orElse(null));
        FigureWords.putKinds(object, figures);
        return Json.text(object);
    }
}
