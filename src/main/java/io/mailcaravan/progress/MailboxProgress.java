package io.mailcaravan.progress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Counts one mailbox's pass while it runs; read by whoever shows it. */
public final class MailboxProgress {

    /** Where the mailbox stands. */
    public enum Phase {
        WAITING,
        RUNNING,
        FINISHED
    }

    private final String mailbox;
    private volatile Phase phase = Phase.WAITING;
    private volatile long startedNanos;
    private volatile long finishedNanos;
    private final AtomicLong expected = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();
    private final AtomicLong copiedBytes = new AtomicLong();
    private final AtomicLong adopted = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong flagsChanged = new AtomicLong();
    private final AtomicLong replaced = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong delayedNanos = new AtomicLong();
    private volatile Delay delay;
    private volatile String obstacle;
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Queue<String> remarks = new ConcurrentLinkedQueue<>();

    /**
     * A wait that a server asks for.
     *
     * @param reason in the server's words
     */
    public record Delay(Instant until, String reason) {}

    public MailboxProgress(String mailbox) {
        this.mailbox = mailbox;
    }

    /** Counted by another process. */
    static MailboxProgress ended(String mailbox, MailboxFigures figures) {
        MailboxProgress progress = new MailboxProgress(mailbox);
        progress.expect(figures.expected());
        progress.unchanged(figures.unchanged());
        progress.copied.set(figures.copied());
        progress.copiedBytes.set(figures.copiedBytes());
        progress.adopted(figures.adopted());
        progress.skipped(figures.skipped());
        progress.failed(figures.failed());
        progress.flagsChanged(figures.flagsChanged());
        progress.replaced(figures.replaced());
        progress.kept(figures.kept());
        progress.deleted(figures.deleted());
        progress.delayedNanos.set(figures.delayedNanos());
        figures.problems().forEach(progress::problem);
        figures.remarks().forEach(progress::remark);
        // from a start at 0: the other process has another clock
        progress.finishedNanos = figures.elapsedNanos();
        progress.phase = Phase.FINISHED;
        return progress;
    }

    /** The source mailbox's name. */
    public String mailbox() {
        return mailbox;
    }

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

    /** Nanoseconds from the start until now, or until it finished; 0 before. */
    public long elapsedNanos() {
        return switch (phase) {
            case WAITING -> 0;
            case FINISHED -> finishedNanos - startedNanos;
            case RUNNING -> System.nanoTime() - startedNanos;
        };
    }

    public void expect(long items) {
        expected.addAndGet(items);
    }

    public void unchanged(long items) {
        got(unchanged, items);
    }

    public void copied(long bytes) {
        got(copied, 1);
        copiedBytes.addAndGet(bytes);
    }

    public void adopted(long items) {
        got(adopted, items);
    }

    public void skipped(long items) {
        got(skipped, items);
    }

    public void failed(long items) {
        got(failed, items);
    }

    public void flagsChanged(long items) {
        got(flagsChanged, items);
    }

    public void replaced(long items) {
        got(replaced, items);
    }

    public void kept(long items) {
        got(kept, items);
    }

    public void deleted(long items) {
        got(deleted, items);
    }

    public void waiting(Instant until, String reason) {
        delay = new Delay(until, reason);
    }

    public void waited(long nanos) {
        delay = null;
        delayedNanos.addAndGet(nanos);
    }

    /** Something gets through, so nothing is in the way any more. */
    private void got(AtomicLong counter, long items) {
        obstacle = null;
        counter.addAndGet(items);
    }

    public void obstacle(String reason) {
        obstacle = reason;
    }

    /** Why nothing gets through, while it is tried again: a sentence. */
    public Optional<String> obstacle() {
        return phase == Phase.RUNNING ? Optional.ofNullable(obstacle) : Optional.empty();
    }

    /** What the mailbox waits for now. */
    public Optional<Delay> delay() {
        return Optional.ofNullable(delay);
    }

    /**
     * Nanoseconds that its connections have waited because a server asked for it; two that wait at
     * once count twice.
     */
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

    /** What people should know although nothing is missing for it: sentences. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Why not all is copied, beside failed items: folders that could not be read, and the like. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Items with a final state, from this pass or an earlier one. */
    public long settled() {
        return unchanged() + copied() + adopted() + replaced() + kept() + skipped() + failed();
    }

    /** Items in the folders looked at so far. */
    public long expected() {
        return expected.get();
    }

    /** Items that an earlier pass had settled. */
    public long unchanged() {
        return unchanged.get();
    }

    public long copied() {
        return copied.get();
    }

    /** Items that were found at the destination: another tool or an earlier pass brought them. */
    public long adopted() {
        return adopted.get();
    }

    public long copiedBytes() {
        return copiedBytes.get();
    }

    public long skipped() {
        return skipped.get();
    }

    public long failed() {
        return failed.get();
    }

    /** Items copied earlier whose flags were carried over again. */
    public long flagsChanged() {
        return flagsChanged.get();
    }

    /** Items copied earlier whose content has changed at the source, and was carried over. */
    public long replaced() {
        return replaced.get();
    }

    /** The same where the copy was left as its owner has made it. */
    public long kept() {
        return kept.get();
    }

    public long deleted() {
        return deleted.get();
    }
}
