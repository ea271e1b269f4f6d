package io.mailcaravan.cluster;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.quartz.spi.ThreadPool;

/** Quartz's threads: virtual ones, as many at once as the node's routes together allow. */
final class MailboxThreadPool implements ThreadPool {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int size;
    private int running;
    private boolean closed;

    void grow(int more) {
        lock.lock();
        try {
            size += more;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean runInThread(Runnable job) {
        lock.lock();
        try {
            if (closed || job == null) {
                return false;
            }
            running++;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("mailbox").start(() -> run(job));
        return true;
    }

    private void run(Runnable job) {
        try {
            job.run();
        } finally {
            lock.lock();
            try {
                running--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public int blockForAvailableThreads() {
        lock.lock();
        try {
            while (running >= size && !closed) {
                changed.awaitUninterruptibly();
            }
            return closed ? 0 : size - running;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown(boolean waitForJobs) {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (waitForJobs && running > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int getPoolSize() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void initialize() {}

    @Override
    public void setInstanceId(String id) {}

    @Override
    public void setInstanceName(String name) {}
}
