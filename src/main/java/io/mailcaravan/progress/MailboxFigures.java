package io.mailcaravan.progress;

import java.util.List;

/** What {@link MailboxProgress} has counted, to be kept elsewhere and read back. */
public record MailboxFigures(
        long expected,
        long unchanged,
        long copied,
        long copiedBytes,
        long adopted,
        long skipped,
        long failed,
        long flagsChanged,
        long replaced,
        long kept,
        long deleted,
        long elapsedNanos,
        long delayedNanos,
        List<String> problems,
        List<String> remarks) {

    public MailboxFigures {
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    public static MailboxFigures of(MailboxProgress progress) {
        return new MailboxFigures(
                progress.expected(),
                progress.unchanged(),
                progress.copied(),
                progress.copiedBytes(),
                progress.adopted(),
                progress.skipped(),
                progress.failed(),
                progress.flagsChanged(),
                progress.replaced(),
                progress.kept(),
                progress.deleted(),
                progress.elapsedNanos(),
                progress.delayedNanos(),
                progress.problems(),
                progress.remarks());
    }

    /** As the counter of a mailbox that has ended. */
    public MailboxProgress ended(String mailbox) {
        return MailboxProgress.ended(mailbox, this);
    }
}
