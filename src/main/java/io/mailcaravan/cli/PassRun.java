package io.mailcaravan.cli;

import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.pass.RunningPass;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs a pass or a retry while its progress is shown, and says at the end what came of it. */
final class PassRun {

    private PassRun() {}

    /**
     * A pass of each route, one after the other; all are known before the first begins.
     *
     * @param newPass the pass of a route, not yet begun
     * @return the {@link ExitCode} of them all
     */
    static int runAll(
            Services services,
            List<MailboxRoute> routes,
            Function<MailboxRoute, RoutePass> newPass,
            boolean json)
            throws Exception {
        List<RoutePass> passes = routes.stream().map(newPass).toList();
        services.onStop(() -> passes.forEach(RoutePass::cancel));
        RouteExits exits = new RouteExits();
        for (int i = 0; i < passes.size(); i++) {
            MailboxRoute route = routes.get(i);
            route.start();
            run(route, passes.get(i), services, json, exits);
        }
        return exits.code();
    }

    /** The same with one pass, which other nodes may work on, too. */
    static void run(
            MailboxRoute route, RunningPass pass, Services services, boolean json, RouteExits exits)
            throws LedgerException, InterruptedException {
        LedgerBefore before = LedgerBefore.of(services, route);
        before.tell(json);
        Supplier<Optional<String>> waiting = services.ledger()::waitingFor;
        List<MailboxResult> results;
        try (ProgressDisplay display = ProgressDisplay.start(route.id(), pass, waiting, json)) {
            results = pass.run();
        }
        PassSummary summary = new PassSummary(route.id(), results, pass.remarks(), before);
        exits.add(summary.print(json), summary.isInterrupted());
    }
}
