package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.RoutePass;
import io.mailcaravan.pass.MailboxResult;
import java.util.List;

/** Runs a pass or a retry while its progress is shown, and says at the end what came of it. */
final class PassRun {

    private PassRun() {}

    /**
     * Runs to the end.
     *
     * @return an {@link ExitCode}
     */
    static int run(MailboxRoute route, RoutePass pass, boolean json) throws InterruptedException {
        List<MailboxResult> results;
        try (ProgressDisplay display = ProgressDisplay.start(route.id(), pass.progress(), json)) {
            results = pass.run();
        }
        return new PassSummary(route.id(), results).print(json);
    }
}
