package io.mailcaravan.cli;

import io.mailcaravan.cluster.ClusterPass;
import io.mailcaravan.component.mailbox.RoutePass;
import io.mailcaravan.ledger.LedgerException;
import io.mailcaravan.pass.MailboxResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a pass or a retry while its progress is shown, and says at the end what came of it. */
final class PassRun {

    private PassRun() {}

    /**
     * Runs to the end.
     *
     * @param waiting for which database the ledger waits, if it does
     * @return an {@link ExitCode}
     */
    static int run(
            MailboxRoute route, RoutePass pass, Supplier<Optional<String>> waiting, boolean json)
            throws InterruptedException {
        List<MailboxResult> results;
        try (ProgressDisplay display =
                ProgressDisplay.start(route.id(), pass.progress(), waiting, json)) {
            results = pass.run();
        }
        return new PassSummary(route.id(), results).print(json);
    }

    /** The same with a pass that other nodes work on, too. */
    static int run(
            MailboxRoute route, ClusterPass pass, Supplier<Optional<String>> waiting, boolean json)
            throws LedgerException, InterruptedException {
        List<MailboxResult> results;
        try (ProgressDisplay display =
                ProgressDisplay.start(route.id(), pass.progress(), waiting, json)) {
            results = pass.await();
        }
        return new PassSummary(route.id(), results).print(json);
    }
}
