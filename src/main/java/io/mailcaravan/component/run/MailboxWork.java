package io.mailcaravan.component.run;

import io.mailcaravan.pass.Destination;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.MailboxProgress;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What is done with one mailbox of a route. */
@FunctionalInterface
public interface MailboxWork {

    /**
     * Runs to the end; every error is in the result.
     *
     * @param destinations open, and closed by the caller
     * @param further those that steps of the route have named before, closed by the caller, too
     * @param cancelling asked between items; true ends it early
     */
    MailboxResult run(
            MailboxPair pair,
            List<Destination> destinations,
            List<Destination> further,
            MailboxProgress progress,
            BooleanSupplier cancelling);
}
