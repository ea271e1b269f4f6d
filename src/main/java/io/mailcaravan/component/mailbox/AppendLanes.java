package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of one mailbox: one to begin with, more when it falls behind. */
final class AppendLanes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendLanes.class);

    private final Supplier<AppendLane> further;
    private final int most;
    private final List<AppendLane> lanes = new CopyOnWriteArrayList<>();
    private final Map<FolderPath, AppendLane> byFolder = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger(1);
    private final AtomicInteger next = new AtomicInteger();
    private volatile Thread opening;

    /**
     * @param further makes a lane with a session of its own
     * @param most lanes at once
     */
    AppendLanes(AppendLane first, Supplier<AppendLane> further, int most) {
        this.further = further;
        this.most = most;
        lanes.add(first);
    }

    /** A folder stays on its lane, so that its order is kept and one fence serves it. */
    AppendLane of(FolderPath folder) {
        return byFolder.computeIfAbsent(
                folder,
                path -> {
                    if (opened.get() < most && lanes.stream().allMatch(AppendLane::isBehind)) {
                        open();
                    }
                    return lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
                });
    }

    /** Signs in beside what goes on; folders that come later use it. */
    private void open() {
        opened.incrementAndGet();
        opening =
                Thread.startVirtualThread(
                        () -> {
                            AppendLane lane = further.get();
                            try {
                                lane.connect();
                                lanes.add(lane);
                            } catch (MailboxException e) {
                                // the first lane does it all, and tells its own trouble if any
                                LOG.debug("no further connection", e);
                                lane.close();
                            }
                        });
    }

    void cancel() {
        lanes.forEach(AppendLane::cancel);
    }

    @Override
    public void close() {
        try {
            if (opening != null) {
                opening.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.forEach(AppendLane::close);
    }
}
