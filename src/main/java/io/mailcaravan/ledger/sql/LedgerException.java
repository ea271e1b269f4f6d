package io.mailcaravan.ledger.sql;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
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
    public static LedgerException noRoom(String place, Throwable cause) {
        return new LedgerException(
                NO_ROOM_PAUSE,
                PAUSED + "the disk is full; cannot write " + place,
                "Free some space there and run again; nothing is lost.",
                cause);
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
