package io.mailcaravan.store.jmap;

import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Work on threads of its own, some of it ahead of what is taken, whose results come in the order in
 * which it was given. Used by one thread.
 *
 * @param <T> closed where it is not taken, if it can be
 */
final class Ahead<T> implements AutoCloseable {

    private final int most;
    private final Deque<Begun<T>> begun = new ArrayDeque<>();

    /**
     * @param most that may be under way
     */
    Ahead(int most) {
        this.most = Math.max(1, most);
    }

    /** What is done. */
    interface Work<T> {
        T run() throws MailboxException;
    }

    private record Begun<T>(CompletableFuture<T> result, Thread thread) {}

    boolean isFull() {
        return begun.size() >= most;
    }

    boolean isEmpty() {
        return begun.isEmpty();
    }

    void begin(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> run(work, result));
        begun.add(new Begun<>(result, thread));
    }

    private static <T> void run(Work<T> work, CompletableFuture<T> result) {
        try {
            T done = work.run();
            if (!result.complete(done)) {
                discard(done);
            }
        } catch (Exception | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** The result of what was begun first. */
    T take() throws MailboxException {
        try {
            T result = begun.element().result().get();
            begun.remove();
            return result;
        } catch (ExecutionException e) {
            begun.remove();
            throw switch (e.getCause()) {
                case MailboxException failure -> failure;
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
    }

    /** Gives up what was not taken. */
    @Override
    public void close() {
        for (Begun<T> one : begun) {
            boolean ended = !one.result().cancel(true);
            one.thread().interrupt();
            if (ended && !one.result().isCompletedExceptionally()) {
                discard(one.result().join());
            }
        }
        begun.clear();
    }

    private static void discard(Object result) {
        if (result instanceof AutoCloseable unwanted) {
            try {
                unwanted.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
