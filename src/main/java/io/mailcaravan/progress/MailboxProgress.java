package io.mailcaravan.progress;

import io.mailcaravan.mailbox.ItemKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts one mailbox's pass while it runs; read by whoever shows it. */
public final class MailboxProgress implements MailboxView {

    private final String mailbox;
    private volatile Phase phase = Phase.WAITING;
    private volatile long startedNanos;
    private volatile long finishedNanos;

    /** As {@link Figures} has them. */
    private final AtomicLongArray counts =
            new AtomicLongArray(Figures.KINDS.size() * Figures.ALL.size());

    private final AtomicLong delayedNanos = new AtomicLong();
    private volatile Delay delay;
    private volatile String obstacle;
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Queue<String> remarks = new ConcurrentLinkedQueue<>();

    public MailboxProgress(String mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public String mailbox() {
        return mailbox;
    }

    @Override
    public Phase phase() {
        return phase;
    }

    public void started() {
        startedNanos = System.nanoTime();
        phase = Phase.RUNNING;
    }

    public void finished() {
        finishedNanos = System.nanoTime();
        phase = Phase.FINISHED;
    }

    @Override
    public long elapsedNanos() {
        return switch (phase) {
            case WAITING -> 0;
            case FINISHED -> finishedNanos - startedNanos;
            case RUNNING -> System.nanoTime() - startedNanos;
        };
    }

    /**
     * Counts so much more.
     *
     * @param kind of the items: that of their folder
     * @param more below 0 to take back what was counted
     */
    public void count(ItemKind kind, Figure figure, long more) {
        if (figure != Figure.EXPECTED) {
            obstacle = null; // something gets through, so nothing is in the way any more
        }
        counts.getAndAdd(Figures.index(kind, figure), more);
    }

    /** One item more. */
    public void copied(ItemKind kind, long bytes) {
        count(kind, Figure.COPIED, 1);
        count(kind, Figure.COPIED_BYTES, bytes);
    }

    @Override
    public long get(Figure figure) {
        long sum = 0;
        for (ItemKind kind : Figures.KINDS) {
            sum += get(kind, figure);
        }
        return sum;
    }

    public long get(ItemKind kind, Figure figure) {
        return counts.get(Figures.index(kind, figure));
    }

    @Override
    public Figures figures() {
        long[] values = new long[counts.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts.get(i);
        }
        return new Figures(values);
    }

    public void waiting(Instant until, String reason) {
        delay = new Delay(until, reason);
    }

    public void waited(long nanos) {
        delay = null;
        delayedNanos.addAndGet(nanos);
    }

    public void obstacle(String reason) {
        obstacle = reason;
    }

    @Override
    public Optional<String> obstacle() {
        return phase == Phase.RUNNING ? Optional.ofNullable(obstacle) : Optional.empty();
    }

    @Override
    public Optional<Delay> delay() {
        return Optional.ofNullable(delay);
    }

    @Override
    public long delayedNanos() {
        return delayedNanos.get();
    }

    /** Of whoever passes over something: what is missing for it, a sentence. */
    public void problem(String text) {
        problems.add(text);
    }

    /** The same sentence is said once. */
    public void remark(String text) {
        if (!remarks.contains(text)) {
            remarks.add(text);
        }
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
