package io.mailcaravan.component.mailbox;

import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.MailboxProgress;
import java.util.ArrayList;
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
        /** Every item is copied, or skipped by a rule. */
        COMPLETE,
        /** It went through, but items failed, or a folder could not be read. */
        INCOMPLETE,
        /** A mailbox was not gone through: a store or mailbox was in the way. */
        STOPPED,
        /** Somebody asked for it. */
        INTERRUPTED,
        /** It could not begin. */
        FAILED;

        static Outcome of(List<MailboxResult> results) {
            if (results.stream().anyMatch(result -> result.stopped().isPresent())) {
                return STOPPED;
            }
            return results.stream().allMatch(MailboxResult::isComplete) ? COMPLETE : INCOMPLETE;
        }
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
    private final List<MailboxProgress> running = new ArrayList<>();
    private Items finished = Items.NONE;
    private volatile Open open = new Open(0, 0);

    /**
     * What the last pass has left to be done.
     *
     * @param items that are failed, whichever pass has failed at them
     * @param mailboxes with failed items, folders that could not be gone through, or that were
     *     stopped
     */
    public record Open(long items, long mailboxes) {
        static Open of(List<MailboxResult> results) {
            return new Open(
                    results.stream().mapToLong(result -> result.counts().failed()).sum(),
                    results.stream().filter(result -> !result.isComplete()).count());
        }
    }

    void leaves(Open left) {
        open = left;
    }

    /** As the last whole pass left it; nothing before the first. */
    public Open open() {
        return open;
    }

    synchronized void begin(List<MailboxProgress> mailboxes) {
        running.addAll(mailboxes);
    }

    /** A single mailbox, of a pass that several nodes share. */
    synchronized void begin(MailboxProgress mailbox) {
        running.add(mailbox);
    }

    /** As {@link #begin(MailboxProgress)}. */
    synchronized void end(MailboxProgress mailbox) {
        running.remove(mailbox);
        finished = finished.plus(Items.of(List.of(mailbox)));
    }

    /** A pass that several nodes share has ended; it is counted where its last mailbox ran. */
    public void ended(Outcome outcome, Open left) {
        open = left;
        passes.merge(outcome, 1L, Long::sum);
    }

    /** A pass could not begin. */
    void failed() {
        passes.merge(Outcome.FAILED, 1L, Long::sum);
    }

    /** What the pass that ends now has done. */
    synchronized Items end(Outcome outcome) {
        Items now = Items.of(running);
        finished = finished.plus(now);
        running.clear();
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
