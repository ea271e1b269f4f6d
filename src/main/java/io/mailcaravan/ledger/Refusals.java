package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;

/** Why the ledger refuses to write about a mailbox; in one place, as people read them. */
final class Refusals {

    private Refusals() {}

    /** Another node or process works on the mailbox now; this one has to stop. */
    static LedgerException takenOver(Tenure tenure) {
        return new LedgerException(
                Scope.MAILBOX,
                Retry.NEVER,
                "Another process took over " + tenure.mailbox() + "; this one no longer may write",
                "Nothing is lost: let the other one go on.",
                null);
    }

    /** What was found is somebody else's: it has to be looked for anew. */
    static LedgerException copyTaken(MailboxName owner) {
        return new LedgerException(
                Scope.MAILBOX,
                Retry.NOW,
                "A copy that was found at the destination belongs to " + owner + " by now",
                "Nothing is lost: the item is looked for again.",
                null);
    }

    /** Going on would copy everything twice. */
    static LedgerException alsoCopied(ItemKey key, MailboxName other, DestinationFolder to) {
        return new LedgerException(
                Scope.MAILBOX,
                Retry.NEVER,
                "folder '"
                        + key.folder()
                        + "' is copied to "
                        + to
                        + " by route "
                        + other.route()
                        + " as well: UID "
                        + key.uid()
                        + " would be there twice",
                "Take the mailbox or the folder out of one of the routes "
                        + other.route()
                        + " and "
                        + key.route()
                        + ", or give one of them another destination.",
                null);
    }

    static LedgerException notOpen(MailboxName name) {
        return new LedgerException(
                Scope.MAILBOX,
                Retry.NEVER,
                "No pass has opened " + name + " in the ledger",
                "Start the route at a mailbox: consumer with idempotentRepository=#ledger.",
                null);
    }

    static LedgerException otherDestination(MailboxName name, String recorded, String asked) {
        return new LedgerException(
                Scope.MAILBOX,
                Retry.NEVER,
                name
                        + " has been copied to '"
                        + recorded
                        + "' so far and is now to go to '"
                        + asked
                        + "'; going on would leave half of it in each",
                "Set its destination back to '"
                        + recorded
                        + "', or copy it anew under another route id.",
                null);
    }
}
