package io.mailcaravan.append;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of one mailbox: one to begin with, more when it falls behind. */
final class AppendLanes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendLanes.class);

    private final Supplier<AppendLane> further;
    private final List<AppendLane> lanes = new CopyOnWriteArrayList<>();
    private final Map<FolderPath, AppendLane> byFolder = new ConcurrentHashMap<>();
    private final Semaphore left;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> openers = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;
    private volatile boolean closed;

    /**
     * @param further makes a lane with a session of its own
     * @param most lanes at once
     */
    AppendLanes(AppendLane first, Supplier<AppendLane> further, int most) {
        this.further = further;
        this.left = new Semaphore(most - 1);
        lanes.add(first);
    }

    /** A folder stays on its lane, so that its order is kept and one fence serves it. */
    AppendLane of(FolderPath folder) {
        return byFolder.computeIfAbsent(
                folder,
                path -> {
                    if (lanes.stream().allMatch(AppendLane::isBehind) && left.tryAcquire()) {
                        open();
                    }
                    return lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
                });
    }

    /** Signs in beside what goes on; folders that come later use it. */
    private void open() {
        openers.add(Thread.startVirtualThread(this::openOne));
    }

    private void openOne() {
        AppendLane lane = further.get();
        boolean done = false;
        try {
            lane.connect();
            lanes.add(lane);
            done = true;
        } catch (MailboxException e) {
            // the first lane does it all, and tells its own trouble if any
            LOG.debug("no further connection", e);
        } finally {
            // whoever looked at the lanes before this one was among them has not reached it
            if (cancelled) {
                lane.cancel();
            }
            if (!done || closed) {
                lane.close();
            }
        }
    }

    void lookAnew() {
        lanes.forEach(AppendLane::lookAnew);
    }

    void cancel() {
        cancelled = true;
        lanes.forEach(AppendLane::cancel);
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread opener : openers) {
                opener.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.forEach(AppendLane::close);
    }
}
