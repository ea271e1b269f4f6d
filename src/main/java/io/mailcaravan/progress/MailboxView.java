package io.mailcaravan.progress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be shown of one mailbox's pass, whichever process works on it; never waits. */
public interface MailboxView extends Counted {

    /** Where the mailbox stands. */
    enum Phase {
        WAITING,
        RUNNING,
        FINISHED
    }

    /**
     * A wait that a server asks for.
     *
     * @param reason in the server's words
     */
    record Delay(Instant until, String reason) {}

    /** The source mailbox's name. */
    String mailbox();

    Phase phase();

    Figures figures();

    @Override
    default long get(Figure figure) {
        return figures().get(figure);
    }

    /** Nanoseconds from the start until now, or until it finished; 0 before. */
    long elapsedNanos();

    /**
     * Nanoseconds that its connections have waited because a server asked for it; two that wait at
     * once count twice.
     */
    long delayedNanos();

    /** What the mailbox waits for now. */
    Optional<Delay> delay();

    /** Why nothing gets through, while it is tried again: a sentence. */
    Optional<String> obstacle();

    /** The same, but for what is told as a delay already. */
    default Optional<String> obstacleBesideDelay() {
        return delay().isPresent() ? Optional.empty() : obstacle();
    }

    /** Why not all is copied, beside failed items: folders that could not be read, and the like. */
    List<String> problems();

    /** What people should know although nothing is missing for it: sentences. */
    List<String> remarks();
}
