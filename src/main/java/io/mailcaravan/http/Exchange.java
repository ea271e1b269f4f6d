package io.mailcaravan.http;

import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its answer on a thread of its own, so that whoever waits for it can give it up:
 * for want of progress, by an interrupt, or by {@link #end()}.
 */
final class Exchange<T> {

    private final WebPlace place;
    private final WebSettings settings;
    private final Progress progress = new Progress();
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Work<T> work;
    private volatile Thread thread;

    Exchange(WebPlace place, WebSettings settings, Work<T> work) {
        this.place = place;
        this.settings = settings;
        this.work = work;
    }

    /** What is done there. */
    interface Work<T> {
        T run(Progress progress) throws MailboxException, IOException, InterruptedException;
    }

    T result() throws MailboxException {
        thread = Thread.ofVirtual().start(this::run);
        try {
            return await();
        } catch (CancellationException e) {
            throw WebFailures.closed(place);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case MailboxException failure -> failure;
                case IOException failure -> WebFailures.of(place, failure);
                case InterruptedException failure -> WebFailures.closed(place);
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            };
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
    }

    private T await() throws MailboxException, InterruptedException, ExecutionException {
        while (true) {
            boolean answering = progress.isAnswering();
            long most = (answering ? settings.patience() : settings.answer()).toNanos();
            long left = most - progress.still();
            if (left <= 0) {
                giveUp();
                throw WebFailures.late(place, answering ? "to its end" : "");
            }
            try {
                return outcome.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // looks whether anything has moved since
            }
        }
    }

    private void run() {
        try {
            T result = work.run(progress);
            if (!outcome.complete(result)) {
                discard(result);
            }
        } catch (Exception | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Nobody waits for it any more. */
    private static void discard(Object result) {
        if (result instanceof AutoCloseable unwanted) {
            try {
                unwanted.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close what nobody waits for", e);
            }
        }
    }

    /** Whoever waited for it does so no more, even if it is there. */
    private void giveUp() {
        end();
        if (outcome.isDone() && !outcome.isCompletedExceptionally()) {
            discard(outcome.join());
        }
    }

    /** From any thread. */
    void end() {
        outcome.cancel(true);
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
