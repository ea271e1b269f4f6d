package io.mailcaravan.component.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;

/** Works on many mailboxes, some at a time. */
final class MailboxThreads {

    private MailboxThreads() {}

    /**
     * Runs all to their end.
     *
     * @param work for the mailbox with this number; what it throws comes when all have ended
     * @return what it returned, in order
     */
    static <T> List<T> run(ThreadFactory factory, int mailboxes, int atOnce, IntFunction<T> work)
            throws InterruptedException {
        Semaphore slots = new Semaphore(atOnce);
        List<Future<T>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
            for (int i = 0; i < mailboxes; i++) {
                slots.acquire();
                int mailbox = i;
                futures.add(
                        threads.submit(
                                () -> {
                                    try {
                                        return work.apply(mailbox);
                                    } finally {
                                        slots.release();
                                    }
                                }));
            }
        }
        return futures.stream().map(MailboxThreads::result).toList();
    }

    /** All have ended: a failure comes out as it is, so that its words reach people. */
    private static <T> T result(Future<T> ended) {
        if (ended.state() == Future.State.FAILED
                && ended.exceptionNow() instanceof RuntimeException failure) {
            throw failure;
        }
        return ended.resultNow();
    }
}
