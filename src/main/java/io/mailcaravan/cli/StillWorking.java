package io.mailcaravan.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells now and then how far a command is that prints its result at the end only. */
final class StillWorking implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(3);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread teller;

    /** Tells it on standard error every three seconds, until it is closed. */
    StillWorking(Supplier<String> state) {
        this(state, System.err, EVERY);
    }

    StillWorking(Supplier<String> state, PrintStream to, Duration every) {
        teller = Thread.ofVirtual().name("still-working").start(() -> tell(state, to, every));
    }

    private void tell(Supplier<String> state, PrintStream to, Duration every) {
        try {
            while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                to.println(state.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is told after this has returned. */
    @Override
    public void close() throws InterruptedException {
        ended.countDown();
        teller.join();
    }
}
