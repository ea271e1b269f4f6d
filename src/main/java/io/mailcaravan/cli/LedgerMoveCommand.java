package io.mailcaravan.cli;

import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.ledger.move.LedgerMove;
import io.mailcaravan.ledger.move.LedgerMove.Moved;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Moves the ledger of the state folder to the configured database. Starts no Quarkus. */
@CommandLine.Command(
        name = "move",
        description =
                "Move the ledger from the state folder to the PostgreSQL of caravan.datasource.url")
public final class LedgerMoveCommand implements Callable<Integer> {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(5);

    @Mixin private CommonOptions options;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long start = System.nanoTime();
    private long shown = start;

    @Override
    public Integer call() throws Exception {
        PostgresSettings target =
                LedgerPlace.settings(options)
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                ProgramSettings.key(ProgramSettings.DATASOURCE_URL),
                                                "not set, so there is nowhere to move the ledger",
                                                "Set it to jdbc:postgresql://HOST/DATABASE in "
                                                        + options.config()
                                                        + ", with username and password."));
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted));
        try {
            print(LedgerMove.run(options.state(), target, this::show));
            return ExitCode.OK;
        } catch (CancellationException e) {
            System.err.println("caravan: interrupted; the ledger is where it was. Run it again.");
            return ExitCode.INTERRUPTED;
        } finally {
            ended.countDown();
        }
    }

    /** Runs at every end; at Ctrl-C and SIGTERM the move is still under way. */
    private void interrupted() {
        if (ended.getCount() == 0) {
            return;
        }
        stop.set(true);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    private boolean show(long rows, long expected) {
        long now = System.nanoTime();
        if (now - shown >= EVERY) {
            shown = now;
            if (options.json()) {
                System.out.println(
                        Json.object("event", "progress", "rows", rows, "expected", expected));
            } else {
                System.err.printf(Locale.ROOT, "moved %,d of %,d rows%n", rows, expected);
            }
        }
        return !stop.get();
    }

    private void print(Moved moved) {
        long mailboxes = moved.rows().getOrDefault("mailbox", 0L);
        long items = moved.rows().getOrDefault("item", 0L);
        if (options.json()) {
            System.out.println(
                    Json.object(
                            "event",
                            "moved",
                            "mailboxes",
                            mailboxes,
                            "items",
                            items,
                            "to",
                            moved.target(),
                            "left",
                            moved.left().toString()));
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                Locale.ROOT,
                "Moved %,d items of %,d mailboxes to %s in %d:%02d.%n",
                items,
                mailboxes,
                moved.target(),
                took.toMinutes(),
                took.toSecondsPart());
        System.out.println("What is left of the old one is " + moved.left() + ".");
    }
}
