package io.mailcaravan.cli;

import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.report.FolderProblem;
import io.mailcaravan.report.MailboxState;
import io.mailcaravan.report.MailboxSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a route is, by what the ledger knows of it: the state of the whole, not of one pass. */
record RouteState(List<MailboxSummary> mailboxes) {

    static MailboxState of(MailboxSummary mailbox) {
        return MailboxState.of(mailbox);
    }

    /** Why it stopped, if it did. */
    static Optional<String> stop(MailboxSummary mailbox) {
        return Stream.of(mailbox.lastWalk(), mailbox.lastPass())
                .flatMap(Optional::stream)
                .map(PassRecord::outcome)
                .filter(MailboxState::isStop)
                .findFirst();
    }

    /** Folders, and what else passes have left out. */
    static List<String> leftOut(MailboxSummary mailbox) {
        List<String> words =
                new ArrayList<>(
                        mailbox.problems().stream().map(FolderProblem::text).distinct().toList());
        mailbox.lastWalk()
                .map(PassRecord::outcome)
                .filter(outcome -> outcome.startsWith(PassRecord.INCOMPLETE))
                .map(outcome -> outcome.substring(PassRecord.INCOMPLETE.length()))
                .filter(text -> words.stream().noneMatch(text::startsWith))
                .ifPresent(words::add);
        return words;
    }

    boolean leavesOut() {
        return mailboxes.stream().anyMatch(mailbox -> !leftOut(mailbox).isEmpty());
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
            exit = worse(exit, exitCode(mailbox));
        }
        return exit;
    }

    static int exitCode(MailboxSummary mailbox) {
        return exitCode(of(mailbox));
    }

    static int exitCode(MailboxState state) {
        return switch (state) {
            case COMPLETE -> ExitCode.OK;
            case ITEMS_FAILED, INCOMPLETE -> ExitCode.ITEMS_FAILED;
            case UNFINISHED -> ExitCode.INTERRUPTED;
            case STOPPED -> ExitCode.UNREACHABLE;
        };
    }

    /** Somebody has to see to what cannot be reached; what has paused needs another run only. */
    static int worse(int one, int other) {
        return one == ExitCode.UNREACHABLE || other == ExitCode.UNREACHABLE
                ? ExitCode.UNREACHABLE
                : Math.max(one, other);
    }
}
