package io.mailcaravan.component.run;

import io.mailcaravan.component.run.PassCounts.Open;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.Figures;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pass that the schedule starts: logged, counted, and remembered for the health check. */
public final class ScheduledPass {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledPass.class);

    private final String route;
    private final PassCounts counts;
    private final RoutePass pass;
    private final PassLog told;

    public ScheduledPass(String route, PassCounts counts, RoutePass pass) {
        this.route = route;
        this.counts = counts;
        this.pass = pass;
        this.told = new PassLog(LOG, route, "");
    }

    /**
     * Runs to the end.
     *
     * @return why a store could not be reached; empty where all could
     */
    public Optional<MailboxException> run() throws InterruptedException {
        int mailboxes = pass.progress().size();
        LOG.info(
                "{}: a pass over {} {} begins",
                route,
                mailboxes,
                mailboxes == 1 ? "mailbox" : "mailboxes");
        counts.begin(pass.progress());
        Outcome outcome = Outcome.FAILED;
        try {
            List<MailboxResult> results = pass.run();
            results.forEach(this::tell);
            pass.remarks().forEach(told::remark);
            outcome = pass.isCancelled() ? Outcome.INTERRUPTED : Outcome.of(results);
            if (!pass.isCancelled()) {
                counts.leaves(Open.of(results));
            }
            return pass.isCancelled() ? Optional.empty() : storeFailure(results);
        } finally {
            Figures items = counts.end(outcome);
            told.over("the pass", outcome, items);
        }
    }

    private void tell(MailboxResult result) {
        result.stopped()
                .filter(reason -> !pass.isCancelled())
                .ifPresent(reason -> told.stopped(result.source(), reason));
        told.notes(result);
    }

    private static Optional<MailboxException> storeFailure(List<MailboxResult> results) {
        return results.stream()
                .flatMap(result -> result.stopped().stream())
                .filter(reason -> reason.scope() == Scope.STORE && !reason.isPause())
                .findFirst();
    }
}
