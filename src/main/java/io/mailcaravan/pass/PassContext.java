package io.mailcaravan.pass;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.List;

/** What all folders of one mailbox's pass share. */
record PassContext(MailboxMove move, InFlight inFlight, Delays delays) {

    PassContext(MailboxMove move) {
        this(
                move,
                new InFlight(move.settings().inFlightBytes(), move.settings().spoolBytes()),
                new Delays(move.progress(), move.cancelling()));
    }

    PassSettings settings() {
        return move.settings();
    }

    String destinationMailbox() {
        return move.destinationMailbox();
    }

    List<Destination> destinations() {
        return move.destinations();
    }

    MailboxProgress progress() {
        return move.progress();
    }

    boolean cancelled() {
        return move.cancelled();
    }

    static MailboxException interrupted() {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                "interrupted",
                "Nothing is lost; run the same command again to go on.");
    }
}
