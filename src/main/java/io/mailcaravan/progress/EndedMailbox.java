package io.mailcaravan.progress;

import java.util.List;
import java.util.Optional;

/** A mailbox whose pass has ended, as it was counted there; kept elsewhere and read back. */
public record EndedMailbox(
        String mailbox,
        Figures figures,
        long elapsedNanos,
        long delayedNanos,
        List<String> problems,
        List<String> remarks)
        implements MailboxView {

    public EndedMailbox {
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    public static EndedMailbox of(MailboxView there) {
        return new EndedMailbox(
                there.mailbox(),
                there.figures(),
                there.elapsedNanos(),
                there.delayedNanos(),
                there.problems(),
                there.remarks());
    }

    @Override
    public Phase phase() {
        return Phase.FINISHED;
    }

    @Override
    public Optional<Delay> delay() {
        return Optional.empty();
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }
}
