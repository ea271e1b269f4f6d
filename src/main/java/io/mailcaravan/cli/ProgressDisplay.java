package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Printable;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.progress.MailboxProgress.Phase;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows a pass while it runs, on standard error: on a terminal a line a running mailbox and a
 * total, redrawn; else one line every few seconds.
 */
final class ProgressDisplay implements AutoCloseable {

    private static final int REDRAW_MILLIS = 250;
    private static final int LINE_MILLIS = 5_000;
    private static final int OBSTACLES = 3;

    private final String route;
    private final List<MailboxProgress> mailboxes;
    private final Supplier<Optional<String>> waiting;
    private final boolean json;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("progress").factory());
    private int drawn;

    private ProgressDisplay(
            String route,
            List<MailboxProgress> mailboxes,
            Supplier<Optional<String>> waiting,
            boolean json) {
        this.route = route;
        this.mailboxes = mailboxes;
        this.waiting = waiting;
        this.json = json;
        // the launcher looks; System.console() answers differently from one JDK to the next
        this.terminal = !json && "1".equals(System.getenv("CARAVAN_TERMINAL"));
    }

    /**
     * @param waiting for which database the ledger waits, if it does
     */
    static ProgressDisplay start(
            String route,
            List<MailboxProgress> mailboxes,
            Supplier<Optional<String>> waiting,
            boolean json) {
        ProgressDisplay display = new ProgressDisplay(route, mailboxes, waiting, json);
        int every = display.terminal ? REDRAW_MILLIS : LINE_MILLIS;
        display.timer.scheduleAtFixedRate(display::show, every, every, TimeUnit.MILLISECONDS);
        return display;
    }

    private synchronized void show() {
        if (terminal) {
            draw();
        } else if (json) {
            Progress now = total();
            System.out.println(
                    Json.object(
                            "event", "progress",
                            "route", route,
                            "mailboxes", mailboxes.size(),
                            "finished", finished(),
                            "settled", now.settled(),
                            "expected", now.expected(),
                            "bytes", now.bytes(),
                            "failed", now.failed(),
                            "delayed", delayed(),
                            "obstacles", obstacles()));
            waiting.get()
                    .ifPresent(
                            place ->
                                    System.out.println(
                                            Json.object("event", "waiting", "ledger", place)));
        } else {
            System.err.println(totalLine());
            obstacles().forEach(reason -> System.err.println(route + ": tries again: " + reason));
            waitingLine().ifPresent(System.err::println);
        }
    }

    private void draw() {
        List<String> lines = new ArrayList<>();
        for (MailboxProgress mailbox : mailboxes) {
            if (mailbox.phase() == Phase.RUNNING) {
                lines.add(
                        "  "
                                + Progress.of(mailbox)
                                        .line(mailbox.mailbox(), mailbox.elapsedNanos()));
                mailbox.delay().ifPresent(delay -> lines.add("    " + delayed(delay)));
                obstacle(mailbox).ifPresent(reason -> lines.add("    tries again: " + reason));
            }
        }
        lines.add(totalLine());
        waitingLine().ifPresent(lines::add);
        StringBuilder screen = new StringBuilder();
        lines.forEach(line -> screen.append(Printable.line(line)).append('\n'));
        erase();
        System.err.print(screen);
        System.err.flush();
        drawn = lines.size();
    }

    /** Cursor up and erase, for as many lines as were drawn (ECMA-48: CUU, ED). */
    private void erase() {
        if (drawn > 0) {
            PrintableStream.steer(System.err, "\u001b[" + drawn + "A\u001b[J");
        }
    }

    private static String delayed(MailboxProgress.Delay delay) {
        return "waits until "
                + delay.until().truncatedTo(ChronoUnit.SECONDS)
                + " as the server asks: "
                + delay.reason();
    }

    /** What a server asks to be waited for is told as a delay. */
    private static Optional<String> obstacle(MailboxProgress mailbox) {
        return mailbox.delay().isPresent() ? Optional.empty() : mailbox.obstacle();
    }

    /** Some of them, each once. */
    private List<String> obstacles() {
        return mailboxes.stream()
                .flatMap(mailbox -> obstacle(mailbox).stream())
                .distinct()
                .limit(OBSTACLES)
                .toList();
    }

    private long delayed() {
        return mailboxes.stream().filter(mailbox -> mailbox.delay().isPresent()).count();
    }

    private Optional<String> waitingLine() {
        return waiting.get().map(place -> "ledger: waiting for " + place);
    }

    private String totalLine() {
        String line =
                total().line(
                                route + " " + finished() + "/" + mailboxes.size(),
                                System.nanoTime() - start);
        long delayed = delayed();
        return delayed == 0 ? line : line + "  " + delayed + " waiting as servers ask";
    }

    private long finished() {
        return mailboxes.stream().filter(mailbox -> mailbox.phase() == Phase.FINISHED).count();
    }

    private Progress total() {
        return mailboxes.stream().map(Progress::of).reduce(Progress.NONE, Progress::plus);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (terminal) {
            synchronized (this) {
                erase();
            }
        }
    }
}
