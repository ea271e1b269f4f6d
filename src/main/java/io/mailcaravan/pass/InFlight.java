package io.mailcaravan.pass;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what of one mailbox has been read and not yet acknowledged, so that memory does not grow
 * when the destination is slower.
 */
final class InFlight {

    /** What an item costs beside its content: an exchange with its headers, a place in a batch. */
    private static final long ITEM_BYTES = 8 << 10;

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition less = lock.newCondition();
    private long bytes;
    private long items;

    InFlight(long limit) {
        this.limit = limit;
    }

    /** For one folder, which waits for its own items only. */
    Part part() {
        return new Part();
    }

    /** The items of one folder. */
    final class Part {

        private long open;

        /** Waits until there is room; an item larger than the limit goes alone. */
        void enter(long size) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (items > 0 && bytes + size + ITEM_BYTES > limit) {
                    less.await();
                }
                bytes += size + ITEM_BYTES;
                items++;
                open++;
            } finally {
                lock.unlock();
            }
        }

        void leave(long size) {
            lock.lock();
            try {
                bytes -= size + ITEM_BYTES;
                items--;
                open--;
                less.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Waits until nothing of this folder is under way. */
        void drain() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (open > 0) {
                    less.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
