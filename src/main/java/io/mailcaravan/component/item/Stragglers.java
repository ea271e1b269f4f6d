package io.mailcaravan.component.item;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Items whose route is through while some of their exchanges still go a way of their own, behind a
 * wire tap or a queue. A pass waits for them as long as any item of the route gets on; when none
 * does for a long time, it ends without them.
 */
public final class Stragglers {

    /** Longer than any wait of the shipped error handling. */
    public static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Duration patience;
    private final Set<ItemRun> runs = ConcurrentHashMap.newKeySet();
    private volatile long progressed = System.nanoTime();
    private Thread watch;

    public Stragglers(Duration patience) {
        this.patience = patience;
    }

    /** An item of the route has got its states. */
    public void progress() {
        progressed = System.nanoTime();
    }

    public synchronized void add(ItemRun run) {
        runs.add(run);
        if (watch == null) {
            progress();
            watch = Thread.ofVirtual().name("stragglers").start(this::watch);
        }
    }

    private void watch() {
        try {
            do {
                Thread.sleep(patience.dividedBy(4));
                runs.removeIf(ItemRun::isOver);
                if (System.nanoTime() - progressed > patience.toNanos()) {
                    runs.forEach(run -> run.giveUp(kept(run)));
                }
            } while (!isOver());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isOver() {
        runs.removeIf(ItemRun::isOver);
        if (runs.isEmpty()) {
            watch = null;
        }
        return watch == null;
    }

    private MailboxException kept(ItemRun run) {
        return new MailboxException(
                Scope.MAILBOX,
                Retry.LATER,
                "item "
                        + run.item().key().uid()
                        + " of folder '"
                        + run.item().key().folder()
                        + "' is still under way in the route, and nothing of it has moved for "
                        + patience.toMinutes()
                        + " minutes",
                "Look at the step behind its wireTap, seda or aggregate; the next pass sends again"
                        + " what has not arrived.");
    }
}
