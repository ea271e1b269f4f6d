package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Gets the destinations ready while the source is still being looked at, so that their round trips
 * pass side by side. Items wait for its end: a destination that refuses is asked once.
 */
final class Preparation implements AutoCloseable {

    private final List<Destination> destinations;
    private final CompletableFuture<List<Folder>> folders = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private Preparation(List<Destination> destinations) {
        this.destinations = destinations;
    }

    /** Connects at once; the folders may come later. */
    static Preparation start(List<Destination> destinations) {
        Preparation preparation = new Preparation(destinations);
        Thread.ofVirtual().name("prepare").start(preparation::run);
        return preparation;
    }

    private void run() {
        try {
            for (Destination destination : destinations) {
                destination.connect();
            }
            List<Folder> wanted = folders.join();
            for (Destination destination : destinations) {
                destination.prepare(wanted);
            }
            ready.complete(null);
        } catch (CancellationException e) {
            ready.cancel(false); // the source failed: nothing comes
        } catch (MailboxException | RuntimeException e) {
            ready.completeExceptionally(e);
        }
    }

    /** The folders that shall be there. */
    void folders(List<Folder> wanted) {
        folders.complete(wanted);
    }

    /**
     * Returns when items may come.
     *
     * @throws MailboxException why they may not
     */
    void await() throws MailboxException {
        try {
            ready.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MailboxException reason) {
                throw reason;
            }
            throw e;
        }
    }

    /** Holds items back until they may come. */
    ItemHandler before(ItemHandler handler) {
        return (item, done) -> {
            try {
                await();
            } catch (MailboxException e) {
                done.accept(new ItemOutcome.Stopped(e));
                return;
            }
            handler.handle(item, done);
        };
    }

    /** Waits for its end, whatever it is. */
    @Override
    public void close() {
        folders.cancel(false);
        ready.exceptionally(failure -> null).join();
    }
}
