package io.mailcaravan.append;

import io.mailcaravan.mailbox.FolderPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests, handed out as batches for one folder. Folders are read side by side, so requests for
 * several arrive by turns: each folder gathers its own, in order, and the one that has waited
 * longest is next.
 */
final class AppendQueue {

    /** Bounds what a lost connection makes uncertain and what one command holds. */
    static final int MAX_ITEMS = 1_000;

    private static final long MAX_BYTES = 8 << 20;

    /** So many items, or bytes for a whole batch, are made ready while another is under way. */
    static final int READY = 200;

    /** So many items, or bytes for a whole batch, are worth a connection of their own. */
    private static final int BEHIND = READY + 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();

    /** Without empty ones. */
    private final Map<FolderPath, Deque<AppendRequest>> waiting = new LinkedHashMap<>();

    private int size;
    private long bytes;
    private boolean closed;

    /** How many items the one who takes them waits for. */
    private int wanted = 1;

    /** False when the queue is closed. */
    boolean add(AppendRequest request) {
        lock.lock();
        try {
            if (!closed) {
                waiting.computeIfAbsent(request.folder(), path -> new ArrayDeque<>()).add(request);
                size++;
                bytes += request.item().content().size();
                if (isEnough()) {
                    filled.signal();
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work, and until the session is free for it, unless more waits than is worth it:
     * each batch costs the server and the ledger the same, whatever is in it. Empty when closed and
     * done.
     *
     * @param free done when the session is
     */
    List<AppendRequest> take(CompletableFuture<Void> free) throws InterruptedException {
        want(free.isDone() ? 1 : READY);
        free.whenComplete((done, failure) -> want(1));
        lock.lockInterruptibly();
        try {
            while (!isEnough() && !closed) {
                filled.await();
            }
            return size == 0 ? List.of() : batch();
        } finally {
            lock.unlock();
        }
    }

    private void want(int items) {
        lock.lock();
        try {
            wanted = items;
            if (isEnough()) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnough() {
        return size >= wanted || bytes >= MAX_BYTES;
    }

    private List<AppendRequest> batch() {
        Map.Entry<FolderPath, Deque<AppendRequest>> first = waiting.entrySet().iterator().next();
        Deque<AppendRequest> requests = waiting.remove(first.getKey());
        List<AppendRequest> batch = new ArrayList<>();
        long taken = 0;
        int most = MAX_ITEMS;
        while (!requests.isEmpty() && batch.size() < most && taken < MAX_BYTES) {
            most = Math.min(most, most(requests.element()));
            if (batch.size() >= most) {
                break;
            }
            AppendRequest next = requests.remove();
            taken += next.item().content().size();
            batch.add(next);
        }
        if (!requests.isEmpty()) {
            waiting.put(first.getKey(), requests); // behind the others
        }
        size -= batch.size();
        bytes -= taken;
        return batch;
    }

    /**
     * The more often a connection was lost over a message, the fewer go with it, until it is alone:
     * so the one that is to blame is told from the others.
     */
    private static int most(AppendRequest request) {
        return request.cuts() < 2
                ? MAX_ITEMS
                : Math.max(1, MAX_ITEMS >> (3 * (request.cuts() - 1)));
    }

    /** Gives back what was not handed out, and stays open. */
    List<AppendRequest> drain() {
        lock.lock();
        try {
            List<AppendRequest> left =
                    waiting.values().stream().flatMap(Collection::stream).toList();
            waiting.clear();
            size = 0;
            bytes = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Whether so much waits that a further connection would help. */
    boolean isBehind() {
        lock.lock();
        try {
            return size >= BEHIND || bytes >= MAX_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Closes, and gives back what was not handed out. */
    List<AppendRequest> cancel() {
        lock.lock();
        try {
            List<AppendRequest> left = drain();
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
