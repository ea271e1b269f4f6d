package io.mailcaravan.pass;

import io.mailcaravan.ledger.DestinationLife;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Gets the destinations ready while the source is still being looked at, so that their round trips
 * pass side by side. First it looks whether what was copied there is still in its place; then it
 * makes the folders. Items wait for its end: a destination that refuses is asked once.
 */
final class Preparation implements AutoCloseable {

    private final List<Destination> destinations;
    private final List<Destination> further;
    private final LedgerMailbox mailbox;
    private final PassContext pass;
    private final CompletableFuture<List<Folder>> folders = new CompletableFuture<>();
    private final CompletableFuture<Void> looked = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private Preparation(
            List<Destination> destinations,
            List<Destination> further,
            LedgerMailbox mailbox,
            PassContext pass) {
        this.destinations = destinations;
        this.further = further;
        this.mailbox = mailbox;
        this.pass = pass;
    }

    /** Connects and looks at once; the folders may come later. */
    static Preparation start(
            List<Destination> destinations,
            List<Destination> further,
            LedgerMailbox mailbox,
            PassContext pass) {
        Preparation preparation = new Preparation(destinations, further, mailbox, pass);
        Thread.ofVirtual().name("prepare").start(preparation::run);
        return preparation;
    }

    private void run() {
        try {
            for (Destination destination : destinations) {
                destination.connect();
                look(destination);
            }
            for (Destination destination : further) {
                look(destination); // folders are made when a step sends something there
            }
            looked.complete(null);
            List<Folder> wanted = folders.join();
            for (Destination destination : destinations) {
                destination.prepare(wanted);
            }
            ready.complete(null);
        } catch (CancellationException e) {
            ready.cancel(false); // the source failed, or there is nothing to copy
        } catch (MailboxException | RuntimeException e) {
            looked.completeExceptionally(e);
            ready.completeExceptionally(e);
        }
    }

    /** Copies in a folder that is gone, or was made anew, are no copies any more. */
    private void look(Destination destination) throws MailboxException {
        LedgerLeg leg = mailbox.leg(destination.leg());
        List<DestinationLife> lives = leg.destinations();
        if (lives.isEmpty()) {
            return;
        }
        DestinationLook look =
                destination.look(lives.stream().map(DestinationLife::folder).distinct().toList());
        look.unknown().values().forEach(reason -> pass.progress().problem(reason));
        for (DestinationLife life : lives) {
            FolderStatus now = look.there().get(life.folder());
            boolean known = !look.unknown().containsKey(life.folder());
            if (known && (now == null || !life.goesOnIn(now))) {
                long items = leg.forget(life);
                if (items > 0) {
                    pass.progress()
                            .remark(
                                    "folder '"
                                            + life.folder()
                                            + "' of "
                                            + leg.leg()
                                            + change(life, now)
                                            + " since the last pass, with "
                                            + items
                                            + " items that were copied to it; what is found there"
                                            + " is recognised, and the rest copied again");
                }
            }
        }
    }

    private static String change(DestinationLife life, FolderStatus now) {
        if (now == null) {
            return " is gone";
        }
        return life.uidValidity().equals(now.uidValidity())
                ? " was put back to an earlier state, or is another folder,"
                : " was made anew";
    }

    /** The folders that shall be there. */
    void folders(List<Folder> wanted) {
        folders.complete(wanted);
    }

    /**
     * Returns when the ledger knows which copies are no longer there.
     *
     * @throws MailboxException why a destination cannot be looked at
     */
    void awaitLook() throws MailboxException {
        await(looked);
    }

    /**
     * Returns when items may come.
     *
     * @throws MailboxException why they may not
     */
    void await() throws MailboxException {
        await(ready);
    }

    private static void await(CompletableFuture<Void> end) throws MailboxException {
        try {
            end.join();
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
                done.accept(ItemOutcome.everywhere(item.open(), new ItemOutcome.Stopped(e)));
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
