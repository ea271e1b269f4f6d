package io.mailcaravan.component.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Requests in order; handed out as batches for one folder. */
final class AppendQueue {

    /** Bounds what a lost connection makes uncertain and what one command holds. */
    private static final int MAX_ITEMS = 500;

    private static final long MAX_BYTES = 4 << 20;

    /** What is worth a connection of its own. */
    private static final int BEHIND = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<AppendRequest> waiting = new ArrayDeque<>();
    private boolean closed;

    /** False when the queue is closed. */
    boolean add(AppendRequest request) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(request);
                filled.signal();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work; what follows the first request for the same folder comes with it. Empty when
     * closed and done.
     */
    List<AppendRequest> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.await();
            }
            List<AppendRequest> batch = new ArrayList<>();
            long bytes = 0;
            while (!waiting.isEmpty()
                    && batch.size() < MAX_ITEMS
                    && (batch.isEmpty()
                            || (bytes < MAX_BYTES
                                    && batch.get(0).folder().equals(waiting.peek().folder())))) {
                AppendRequest next = waiting.remove();
                bytes += next.item().content().size();
                batch.add(next);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Whether so much waits that a further connection would help. */
    boolean isBehind() {
        lock.lock();
        try {
            return waiting.size() >= BEHIND;
        } finally {
            lock.unlock();
        }
    }

    /** Closes, and gives back what was not handed out. */
    List<AppendRequest> cancel() {
        lock.lock();
        try {
            List<AppendRequest> left = List.copyOf(waiting);
            waiting.clear();
            close();
            return left;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
