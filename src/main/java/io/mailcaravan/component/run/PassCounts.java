package io.mailcaravan.component.run;

import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.Counted;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.progress.MailboxView;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one route has done since the program started, over all its scheduled passes; read while a
 * pass runs.
 */
public final class PassCounts implements Counted {

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

    private final Map<Outcome, Long> passes = new ConcurrentHashMap<>();

    /**
     * The mailboxes that a pass works on, and the most that was read of each: a pass may take back
     * what it has counted of a mailbox, and begin that anew.
     */
    private final Map<MailboxView, long[]> running = new IdentityHashMap<>();

    /** Figure by figure. */
    private final long[] finished = new long[Figure.values().length];

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

    public synchronized void begin(List<MailboxView> mailboxes) {
        mailboxes.forEach(this::begin);
    }

    /** A single mailbox, of a pass that several nodes share. */
    public synchronized void begin(MailboxView mailbox) {
        running.put(mailbox, new long[Figure.values().length]);
    }

    /** As {@link #begin(MailboxView)}. */
    synchronized void end(MailboxView mailbox) {
        long[] most = running.remove(mailbox);
        for (Figure figure : Figure.values()) {
            finished[figure.ordinal()] += most(mailbox, most, figure);
        }
    }

    /** A pass that several nodes share has ended; it is counted where its last mailbox ran. */
    public void ended(Outcome outcome, Open left) {
        open = left;
        passes.merge(outcome, 1L, Long::sum);
    }

    /** A pass could not begin. */
    public void couldNotBegin() {
        passes.merge(Outcome.FAILED, 1L, Long::sum);
    }

    /** What the pass that ends now has done. */
    synchronized Figures end(Outcome outcome) {
        Figures now = Figures.sum(running.keySet());
        List.copyOf(running.keySet()).forEach(this::end);
        passes.merge(outcome, 1L, Long::sum);
        return now;
    }

    /**
     * Never lower than at the call before, since those who draw a counter take a fall for a new
     * start of the program. What a running pass has taken back is still in it until the pass has
     * counted as much again.
     */
    @Override
    public synchronized long get(Figure figure) {
        long sum = finished[figure.ordinal()];
        for (Map.Entry<MailboxView, long[]> one : running.entrySet()) {
            sum += most(one.getKey(), one.getValue(), figure);
        }
        return sum;
    }

    private static long most(MailboxView mailbox, long[] most, Figure figure) {
        int of = figure.ordinal();
        most[of] = Math.max(most[of], mailbox.get(figure));
        return most[of];
    }

    /** How many passes have ended so. */
    public long passes(Outcome outcome) {
        return passes.getOrDefault(outcome, 0L);
    }
}
