package io.mailcaravan.component.run;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.MailboxView;
import java.util.Optional;
import java.util.function.Consumer;

/** One mailbox of a pass that several nodes share; counted like those of a scheduled pass. */
public final class SharedMailbox {

    private final RoutePass pass;
    private final PassCounts counts;
    private final Consumer<Optional<MailboxException>> storeFailure;

    public SharedMailbox(
            RoutePass pass, PassCounts counts, Consumer<Optional<MailboxException>> storeFailure) {
        this.pass = pass;
        this.counts = counts;
        this.storeFailure = storeFailure;
    }

    public MailboxView progress() {
        return pass.progress().get(0);
    }

    /** Ends it between two items. */
    public void cancel() {
        pass.cancel();
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return pass.isCancelled();
    }

    /** Runs to the end; every error is in the result. */
    public MailboxResult run() throws InterruptedException {
        counts.begin(progress());
        try {
            MailboxResult result = pass.run().get(0);
            if (!isCancelled()) {
                storeFailure.accept(
                        result.stopped()
                                .filter(reason -> reason.scope() == Scope.STORE)
                                .filter(reason -> !reason.isPause()));
            }
            return result;
        } finally {
            counts.end(progress());
        }
    }
}
