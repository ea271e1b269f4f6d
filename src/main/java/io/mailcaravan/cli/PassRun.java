package io.mailcaravan.cli;

import io.mailcaravan.cluster.ClusterPass;
import io.mailcaravan.component.mailbox.RoutePass;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.pass.MailboxResult;
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
            LedgerBefore before = LedgerBefore.of(services, route);
            before.tell(json);
            run(route, passes.get(i), services, before, json, exits);
        }
        return exits.code();
    }

    /** Runs to the end. */
    private static void run(
            MailboxRoute route,
            RoutePass pass,
            Services services,
            LedgerBefore before,
            boolean json,
            RouteExits exits)
            throws LedgerException, InterruptedException {
        Supplier<Optional<String>> waiting = services.ledger()::waitingFor;
        List<MailboxResult> results;
        try (ProgressDisplay display =
                ProgressDisplay.start(route.id(), pass.progress(), waiting, json)) {
            results = pass.run();
        }
        end(new PassSummary(route.id(), results, before), json, exits);
    }

    /** The same with a pass that other nodes work on, too. */
    static void run(
            MailboxRoute route, ClusterPass pass, Services services, boolean json, RouteExits exits)
            throws LedgerException, InterruptedException {
        LedgerBefore before = LedgerBefore.of(services, route);
        before.tell(json);
        Supplier<Optional<String>> waiting = services.ledger()::waitingFor;
        List<MailboxResult> results;
        try (ProgressDisplay display =
                ProgressDisplay.start(route.id(), pass.progress(), waiting, json)) {
            results = pass.await();
        }
        end(new PassSummary(route.id(), results, before), json, exits);
    }

    private static void end(PassSummary summary, boolean json, RouteExits exits)
            throws LedgerException {
        exits.add(summary.print(json), summary.isInterrupted());
    }
}
