package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.MailboxException;
import java.time.Instant;
import java.util.Optional;

/**
 * One pass over one mailbox.
 *
 * @param kind {@code initial}, {@code delta}, {@code final} or {@code retry}
 * @param finished empty while it runs, and when its process died
 * @param outcome empty when it went through; else why it did not. One that went to its end and left
 *     something out begins with {@link #INCOMPLETE}, one that a later pass goes on with by itself
 *     with {@link MailboxException#PAUSED}
 * @param totals of this pass alone
 */
public record PassRecord(
        long id,
        String store,
        String mailbox,
        String kind,
        Instant started,
        Optional<Instant> finished,
        String outcome,
        Totals totals) {

    public static final String INCOMPLETE = "incomplete: ";

    /** The outcome of a pass that was stopped for this reason, whoever asked to wait. */
    public static String outcome(MailboxException stopped) {
        String reason = stopped.getMessage();
        return stopped.isPause() && !reason.startsWith(MailboxException.PAUSED)
                ? MailboxException.PAUSED + reason
                : reason;
    }
}
