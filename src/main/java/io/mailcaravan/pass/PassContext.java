package io.mailcaravan.pass;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What all folders of one mailbox's pass share. */
record PassContext(
        PassSettings settings,
        String destinationMailbox,
        List<Destination> destinations,
        MailboxProgress progress,
        BooleanSupplier cancelling,
        InFlight inFlight,
        Delays delays) {

    PassContext(
            PassSettings settings,
            String destinationMailbox,
            List<Destination> destinations,
            MailboxProgress progress,
            BooleanSupplier cancelling) {
        this(
                settings,
                destinationMailbox,
                destinations,
                progress,
                cancelling,
                new InFlight(settings.inFlightBytes(), settings.spoolBytes()),
                new Delays(progress, cancelling));
    }

    boolean cancelled() {
        return cancelling.getAsBoolean();
    }

    static MailboxException interrupted() {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                "interrupted",
                "Nothing is lost; run the same command again to go on.");
    }
}
