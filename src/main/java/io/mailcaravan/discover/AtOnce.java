package io.mailcaravan.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs what takes its time side by side: most that does not answer waits for long. */
final class AtOnce {

    private AtOnce() {}

    /**
     * The results, in the order of the tasks.
     *
     * @throws InterruptedException when the thread is interrupted; nobody goes on then
     * @throws RuntimeException of the first task that throws one
     */
    static <T> List<T> run(List<Supplier<T>> tasks) throws InterruptedException {
        List<FutureTask<T>> running = new ArrayList<>();
        try {
            for (Supplier<T> task : tasks) {
                FutureTask<T> one = new FutureTask<>(task::get);
                // the JDK's DNS client holds on to the carrier of a virtual thread before JDK 24
                Thread.ofPlatform().daemon().start(one);
                running.add(one);
            }
            List<T> results = new ArrayList<>();
            for (FutureTask<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new IllegalStateException(e.getCause());
        } finally {
            running.forEach(one -> one.cancel(true));
        }
    }
}
