package io.mailcaravan.cli;

import io.mailcaravan.cluster.ClusterPass;
import io.mailcaravan.component.mailbox.RoutePass;
import io.mailcaravan.ledger.LedgerException;
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
     * @return the highest {@link ExitCode} of them
     */
    static int runAll(
            Services services,
            List<MailboxRoute> routes,
            Function<MailboxRoute, RoutePass> newPass,
            boolean json)
            throws Exception {
        List<RoutePass> passes = routes.stream().map(newPass).toList();
        services.onStop(() -> passes.forEach(RoutePass::cancel));
        int exit = ExitCode.OK;
        for (int i = 0; i < passes.size(); i++) {
            MailboxRoute route = routes.get(i);
            route.start();
            LedgerBefore before = LedgerBefore.of(services, route);
            before.tell(json);
            exit = Math.max(exit, run(route, passes.get(i), services, before, json));
        }
        return exit;
    }

    /**
     * Runs to the end.
     *
     * @return an {@link ExitCode}
     */
    private static int run(
            MailboxRoute route,
            RoutePass pass,
            Services services,
            LedgerBefore before,
            boolean json)
            throws LedgerException, InterruptedException {
        Supplier<Optional<String>> waiting = services.ledger()::waitingFor;
        List<MailboxResult> results;
        try (ProgressDisplay display =
                ProgressDisplay.start(route.id(), pass.progress(), waiting, json)) {
            results = pass.run();
        }
        return new PassSummary(route.id(), results, before).print(json);
    }

    /** The same with a pass that other nodes work on, too. */
    static int run(MailboxRoute route, ClusterPass pass, Services services, boolean json)
            throws LedgerException, InterruptedException {
        LedgerBefore before = LedgerBefore.of(services, route);
        before.tell(json);
        Supplier<Optional<String>> waiting = services.ledger()::waitingFor;
        List<MailboxResult> results;
        try (ProgressDisplay display =
                ProgressDisplay.start(route.id(), pass.progress(), waiting, json)) {
            results = pass.await();
        }
        return new PassSummary(route.id(), results, before).print(json);
    }
}
