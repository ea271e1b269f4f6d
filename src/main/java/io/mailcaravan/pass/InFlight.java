package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Content;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what of one mailbox has been read and not yet acknowledged, so that neither memory nor
 * spool grows when the destination is slower.
 */
final class InFlight {

    /** What an item costs beside its content: an exchange with its headers, a place in a batch. */
    private static final long ITEM_BYTES = 8 << 10;

    private final long memoryLimit;
    private final long spoolLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition less = lock.newCondition();
    private final long enough;
    private long memory;
    private long spool;
    private long items;

    /**
     * @param memoryLimit bytes
     * @param spoolLimit bytes in spool files
     */
    InFlight(long memoryLimit, long spoolLimit) {
        this.memoryLimit = memoryLimit;
        this.enough = memoryLimit - memoryLimit / 4;
        this.spoolLimit = spoolLimit;
    }

    /** For one folder, which waits for its own items only. */
    Part part() {
        return new Part();
    }

    /** The items of one folder. */
    final class Part {

        private long open;

        /** Waits until there is room; an item larger than the limit goes alone. */
        void enter(Content content) throws InterruptedException {
            long held = held(content);
            long spooled = content.size() - held;
            lock.lockInterruptibly();
            try {
                while (isFull(held, spooled)) {
                    less.await();
                }
                memory += held + ITEM_BYTES;
                spool += spooled;
                items++;
                open++;
            } finally {
                lock.unlock();
            }
        }

        void leave(Content content) {
            long held = held(content);
            lock.lock();
            try {
                memory -= held + ITEM_BYTES;
                spool -= content.size() - held;
                items--;
                open--;
                // who is woken for each item that leaves goes back to sleep after one that enters
                if (memory <= enough || content.size() > held || open == 0) {
                    less.signalAll();
                }
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

    private boolean isFull(long held, long spooled) {
        return items > 0
                && (memory + held + ITEM_BYTES > memoryLimit
                        || (spooled > 0 && spool > 0 && spool + spooled > spoolLimit));
    }

    private static long held(Content content) {
        return content instanceof Content.FileContent ? 0 : content.size();
    }
}
