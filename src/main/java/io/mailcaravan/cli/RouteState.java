package io.mailcaravan.cli;

import io.mailcaravan.ledger.MailboxSummary;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import java.util.List;
import java.util.Locale;

/** How far a route is, by what the ledger knows of it: the state of the whole, not of one pass. */
record RouteState(List<MailboxSummary> mailboxes) {

    /** What can be said of one mailbox, worst last. */
    enum MailboxState {
        COMPLETE,
        ITEMS_FAILED,
        UNFINISHED,
        STOPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static MailboxState of(MailboxSummary mailbox) {
        String outcome = mailbox.lastPass().map(PassRecord::outcome).orElse("");
        if (!outcome.isEmpty() && !goesOn(outcome)) {
            return MailboxState.STOPPED;
        }
        boolean ended = mailbox.lastPass().flatMap(PassRecord::finished).isPresent();
        if (!ended || !outcome.isEmpty() || mailbox.totals().pending() > 0) {
            return MailboxState.UNFINISHED;
        }
        return mailbox.totals().failed() > 0 ? MailboxState.ITEMS_FAILED : MailboxState.COMPLETE;
    }

    /** The ledger keeps these as text. */
    private static boolean goesOn(String outcome) {
        return outcome.equals("interrupted") || outcome.startsWith("paused");
    }

    /** Those whose last pass did not go to its end. */
    List<MailboxSummary> notAtTheirEnd() {
        return mailboxes.stream()
                .filter(one -> of(one).compareTo(MailboxState.UNFINISHED) >= 0)
                .toList();
    }

    Totals totals() {
        return ReportWords.total(mailboxes);
    }

    boolean isComplete() {
        return !mailboxes.isEmpty()
                && mailboxes.stream().allMatch(one -> of(one) == MailboxState.COMPLETE);
    }

    /**
     * @return an {@link ExitCode}; of a route without any pass, that it is to be run
     */
    int exitCode() {
        int exit = mailboxes.isEmpty() ? ExitCode.INTERRUPTED : ExitCode.OK;
        for (MailboxSummary mailbox : mailboxes) {
            exit =
                    worse(
                            exit,
                            switch (of(mailbox)) {
                                case COMPLETE -> ExitCode.OK;
                                case ITEMS_FAILED -> ExitCode.ITEMS_FAILED;
                                case UNFINISHED -> ExitCode.INTERRUPTED;
                                case STOPPED -> ExitCode.UNREACHABLE;
                            });
        }
        return exit;
    }

    /** Somebody has to see to what cannot be reached; what has paused needs another run only. */
    static int worse(int one, int other) {
        return one == ExitCode.UNREACHABLE || other == ExitCode.UNREACHABLE
                ? ExitCode.UNREACHABLE
                : Math.max(one, other);
    }
}
