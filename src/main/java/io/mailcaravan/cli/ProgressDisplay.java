package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Printable;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.progress.MailboxView;
import io.mailcaravan.progress.MailboxView.Phase;
import io.mailcaravan.progress.PassView;
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
    private final PassView pass;
    private final Supplier<Optional<String>> waiting;
    private final boolean json;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("progress").factory());
    private int drawn;

    private ProgressDisplay(
            String route, PassView pass, Supplier<Optional<String>> waiting, boolean json) {
        this.route = route;
        this.pass = pass;
        this.waiting = waiting;
        this.json = json;
        // the launcher looks; System.console() answers differently from one JDK to the next
        this.terminal = !json && "1".equals(System.getenv("CARAVAN_TERMINAL"));
    }

    /**
     * @param waiting for which database the ledger waits, if it does
     */
    static ProgressDisplay start(
            String route, PassView pass, Supplier<Optional<String>> waiting, boolean json) {
        ProgressDisplay display = new ProgressDisplay(route, pass, waiting, json);
        int every = display.terminal ? REDRAW_MILLIS : LINE_MILLIS;
        display.timer.scheduleAtFixedRate(display::show, every, every, TimeUnit.MILLISECONDS);
        return display;
    }

    private synchronized void show() {
        if (terminal) {
            draw();
        } else if (json) {
            Figures now = pass.figures();
            System.out.println(
                    Json.object(
                            "event", "progress",
                            "route", route,
                            "mailboxes", pass.progress().size(),
                            "finished", pass.finished(),
                            "settled", now.settled(),
                            "expected", now.expected(),
                            "bytes", now.copiedBytes(),
                            "failed", now.failed(),
                            "delayed", pass.delayed(),
                            "obstacles", pass.obstacles(OBSTACLES)));
            waiting.get()
                    .ifPresent(
                            place ->
                                    System.out.println(
                                            Json.object("event", "waiting", "ledger", place)));
        } else {
            System.err.println(totalLine());
            pass.obstacles(OBSTACLES)
                    .forEach(reason -> System.err.println(route + ": tries again: " + reason));
            waitingLine().ifPresent(System.err::println);
        }
    }

    private void draw() {
        List<String> lines = new ArrayList<>();
        for (MailboxView mailbox : pass.progress()) {
            if (mailbox.phase() == Phase.RUNNING) {
                lines.add(
                        "  "
                                + ProgressLine.of(
                                        mailbox.mailbox(),
                                        mailbox.figures(),
                                        mailbox.elapsedNanos()));
                mailbox.delay().ifPresent(delay -> lines.add("    " + delayed(delay)));
                mailbox.obstacleBesideDelay()
                        .ifPresent(reason -> lines.add("    tries again: " + reason));
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

    private static String delayed(MailboxView.Delay delay) {
        return "waits until "
                + delay.until().truncatedTo(ChronoUnit.SECONDS)
                + " as the server asks: "
                + delay.reason();
    }

    private Optional<String> waitingLine() {
        return waiting.get().map(place -> "ledger: waiting for " + place);
    }

    private String totalLine() {
        String line =
                ProgressLine.of(
                        route + " " + pass.finished() + "/" + pass.progress().size(),
                        pass.figures(),
                        System.nanoTime() - start);
        long delayed = pass.delayed();
        return delayed == 0 ? line : line + "  " + delayed + " waiting as servers ask";
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
