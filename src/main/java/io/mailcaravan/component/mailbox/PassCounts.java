package io.mailcaravan.component.mailbox;

import io.mailcaravan.pass.MailboxProgress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one route has done since the program started, over all its scheduled passes; read while a
 * pass runs. Never falls.
 */
public final class PassCounts {

    /** How a pass ended. */
    public enum Outcome {
        /** Every item has its final state. */
        COMPLETE,
        /** A mailbox was not gone through: a store or mailbox was in the way. */
        STOPPED,
        /** Somebody asked for it. */
        INTERRUPTED,
        /** It could not begin. */
        FAILED
    }

    /**
     * Items by state, and the bytes of the copied ones.
     *
     * @param adopted found at the destination
     */
    public record Items(long copied, long adopted, long skipped, long failed, long bytes) {

        static final Items NONE = new Items(0, 0, 0, 0, 0);

        static Items of(List<MailboxProgress> mailboxes) {
            return mailboxes.stream()
                    .map(
                            one ->
                                    new Items(
                                            one.copied(),
                                            one.adopted(),
                                            one.skipped(),
                                            one.failed(),
                                            one.copiedBytes()))
                    .reduce(NONE, Items::plus);
        }

        Items plus(Items other) {
            return new Items(
                    copied + other.copied,
                    adopted + other.adopted,
                    skipped + other.skipped,
                    failed + other.failed,
                    bytes + other.bytes);
        }
    }

    private final Map<Outcome, Long> passes = new ConcurrentHashMap<>();
    private List<MailboxProgress> running = List.of();
    private Items finished = Items.NONE;

    synchronized void begin(List<MailboxProgress> mailboxes) {
        running = mailboxes;
    }

    /** What the pass that ends now has done. */
    synchronized Items end(Outcome outcome) {
        Items now = Items.of(running);
        finished = finished.plus(now);
        running = List.of();
        passes.merge(outcome, 1L, Long::sum);
        return now;
    }

    public synchronized Items items() {
        return finished.plus(Items.of(running));
    }

    /** How many passes have ended so. */
    public long passes(Outcome outcome) {
        return passes.getOrDefault(outcome, 0L);
    }
}
