package io.mailcaravan.report;

import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.mailbox.MailboxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What can be said of one mailbox, worst last. */
public enum MailboxState {
    COMPLETE,
    ITEMS_FAILED,
    INCOMPLETE,
    UNFINISHED,
    STOPPED;

    /**
     * How a pass ended.
     *
     * @param kind see {@link PassRecord#kind}
     * @param finished empty while it runs, and when its process died
     * @param outcome see {@link PassRecord#outcome}; empty where there was no pass
     */
    record End(String kind, Instant started, Optional<Instant> finished, String outcome) {

        static final End NONE = new End("", Instant.EPOCH, Optional.empty(), "");

        static End of(Optional<PassRecord> pass) {
            return pass.map(
                            one ->
                                    new End(
                                            one.kind(),
                                            one.started(),
                                            one.finished(),
                                            one.outcome()))
                    .orElse(NONE);
        }
    }

    public static MailboxState of(MailboxSummary mailbox) {
        return of(
                End.of(mailbox.lastPass()),
                End.of(mailbox.lastWalk()),
                mailbox.totals().pending() > 0,
                !mailbox.problems().isEmpty(),
                mailbox.totals().failed() > 0);
    }

    static MailboxState of(
            End lastPass, End lastWalk, boolean pending, boolean problems, boolean failed) {
        if (isStop(lastWalk.outcome()) || isStop(lastPass.outcome())) {
            return STOPPED;
        }
        boolean ended = lastWalk.finished().isPresent() && lastPass.finished().isPresent();
        if (!ended || goesOn(lastWalk.outcome()) || goesOn(lastPass.outcome()) || pending) {
            return UNFINISHED;
        }
        if (problems || lastWalk.outcome().startsWith(PassRecord.INCOMPLETE)) {
            return INCOMPLETE;
        }
        return failed ? ITEMS_FAILED : COMPLETE;
    }

    /** Whether this is why a pass stopped for good. */
    public static boolean isStop(String outcome) {
        return !outcome.isEmpty() && !outcome.startsWith(PassRecord.INCOMPLETE) && !goesOn(outcome);
    }

    /** The ledger keeps these as text. */
    private static boolean goesOn(String outcome) {
        return outcome.equals(MailboxException.INTERRUPTED)
                || outcome.startsWith(MailboxException.PAUSED);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
