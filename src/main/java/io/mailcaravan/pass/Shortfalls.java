package io.mailcaravan.pass;

import io.mailcaravan.ledger.DestinationLife;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.MailboxException;

/**
 * Whether the destinations announce, after a pass, what they have acknowledged in it. Messages that
 * never came are copied again by the next pass; those that may have been deleted meanwhile stay as
 * their owner has left them.
 */
final class Shortfalls {

    private static final String VERIFY = "; run caravan verify";

    private final LedgerMailbox mailbox;
    private final PassContext pass;

    Shortfalls(LedgerMailbox mailbox, PassContext pass) {
        this.mailbox = mailbox;
        this.pass = pass;
    }

    void tell() throws MailboxException {
        for (Destination destination : pass.move().ends().all()) {
            try {
                for (Shortfall shortfall : destination.shortfalls()) {
                    tell(destination, shortfall);
                }
            } catch (MailboxException e) {
                pass.progress()
                        .problem(
                                "nobody could look whether all that was appended is in "
                                        + destination.leg()
                                        + ": "
                                        + e.explanation());
            }
        }
    }

    private void tell(Destination destination, Shortfall shortfall) throws MailboxException {
        String words = shortfall.words(destination.leg().toString());
        if (shortfall.mayBeDeleted()) {
            pass.progress().remark(words + ": some were deleted or moved meanwhile" + VERIFY);
            return;
        }
        pass.progress()
                .problem(
                        words
                                + ": the destination has acknowledged what it does not keep"
                                + (shortfall.neverCame()
                                        ? ", and the next pass copies it again"
                                        : "")
                                + VERIFY);
        if (shortfall.neverCame()) {
            forget(destination, shortfall);
        }
    }

    private void forget(Destination destination, Shortfall shortfall) throws MailboxException {
        LedgerLeg leg = mailbox.leg(destination.leg());
        for (DestinationLife life : leg.destinations()) {
            if (life.folder().equals(shortfall.now().path())
                    && life.uidValidity().equals(shortfall.now().uidValidity())) {
                leg.forget(life);
            }
        }
    }
}
