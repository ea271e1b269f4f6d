package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.MailboxException;
import java.time.Duration;

/**
 * The ledger could not be read or written, or refused a write. What was to be recorded is not
 * recorded, so an item that waits for it must not be moved.
 *
 * <p>Scope STORE when the ledger itself is in trouble (disk full: retry LATER; damaged: NEVER),
 * MAILBOX when it refuses one mailbox (taken over by another node, other destination).
 */
public class LedgerException extends MailboxException {

    private static final long serialVersionUID = 1;

    /** Longer than a pass waits. */
    private static final Duration NO_ROOM_PAUSE = Duration.ofMinutes(30);

    public LedgerException(
            Scope scope, Retry retry, String message, String advice, Throwable cause) {
        super(scope, retry, message, advice, cause);
    }

    private LedgerException(Duration pause, String message, String advice, Throwable cause) {
        super(Scope.STORE, Retry.LATER, pause, message, advice, cause);
    }

    /**
     * The disk is full: passes pause, since nobody makes room in seconds, and later ones go on.
     *
     * @param place what cannot be written
     */
    static LedgerException noRoom(String place, Throwable cause) {
        return new LedgerException(
                NO_ROOM_PAUSE,
                "paused: the disk is full; cannot write " + place,
                "Free some space there and run again; nothing is lost.",
                cause);
    }

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

    static LedgerException closed() {
        return new LedgerException(
                Scope.STORE,
                Retry.NEVER,
                "The ledger is closed, or open for reading only",
                "Start again.",
                null);
    }

    /** A copy for one more caller whose write was lost with the same commit. */
    LedgerException again() {
        return isPause()
                ? new LedgerException(NO_ROOM_PAUSE, getMessage(), advice(), this)
                : new LedgerException(scope(), retry(), getMessage(), advice(), this);
    }
}
