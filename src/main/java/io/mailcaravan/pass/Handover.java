package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.progress.Figure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands the items of one folder on, no more at once than memory allows, until something is in the
 * way of them all. Safe for many threads.
 */
public final class Handover {

    /** What a pass does about an item's outcomes, beside what all of them do. */
    @FunctionalInterface
    public interface Settlement {

        /**
         * Called once, from any thread, while the item's content is still open; what was copied is
         * counted by then, and what stopped it remembered.
         */
        void settle(Map<Leg, ItemOutcome> outcomes) throws MailboxException;
    }

    private final ItemHandler handler;
    private final PassContext pass;
    private final InFlight.Part inFlight;
    private final AtomicReference<MailboxException> stop = new AtomicReference<>();

    public Handover(ItemHandler handler, PassContext pass) {
        this.handler = handler;
        this.pass = pass;
        this.inFlight = pass.inFlight().part();
    }

    /**
     * Hands one item on, which may still be under way then; closes its content when it is settled.
     *
     * @throws MailboxException when interrupted before there was room; the item is not settled
     */
    public void send(PassItem sent, Settlement settlement) throws MailboxException {
        Content content = sent.item().content();
        try {
            inFlight.enter(content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            content.close();
            throw MailboxException.interrupted();
        }
        AtomicBoolean settled = new AtomicBoolean();
        try {
            handler.handle(
                    sent,
                    outcomes -> {
                        settled.set(true);
                        settle(sent, outcomes, settlement);
                    });
        } catch (RuntimeException | Error e) {
            if (settled.compareAndSet(false, true)) {
                content.close();
                inFlight.leave(content); // else whoever drains waits for ever
            }
            throw e;
        }
    }

    private void settle(PassItem sent, Map<Leg, ItemOutcome> outcomes, Settlement settlement) {
        Content content = sent.item().content();
        try {
            for (ItemOutcome outcome : outcomes.values()) {
                if (outcome instanceof ItemOutcome.Copied copied) {
                    count(sent.folder().path().kind(), copied.how(), content.size());
                } else if (outcome instanceof ItemOutcome.Stopped(MailboxException reason)) {
                    stop(reason);
                }
            }
            settlement.settle(outcomes);
        } catch (MailboxException e) {
            stop(e);
        } finally {
            content.close();
            inFlight.leave(content);
        }
    }

    private void count(ItemKind kind, Arrival how, long bytes) {
        switch (how) {
            case APPENDED, MERGED -> pass.progress().copied(kind, bytes);
            case ADOPTED -> pass.progress().count(kind, Figure.ADOPTED, 1);
            case REPLACED -> pass.progress().count(kind, Figure.REPLACED, 1);
            case COMPARED -> pass.progress().count(kind, Figure.UNCHANGED, 1);
            case KEPT -> pass.progress().count(kind, Figure.KEPT, 1);
        }
    }

    /** Waits until nothing of this folder is under way. */
    public void drain() throws InterruptedException {
        inFlight.drain();
    }

    /** Stops the folder; the first reason stays. */
    public void stop(MailboxException reason) {
        stop.compareAndSet(null, reason);
    }

    /** Why the folder was stopped, if it was. */
    public Optional<MailboxException> stopped() {
        return Optional.ofNullable(stop.get());
    }

    /** Whether no further item may be handed on, because of the user or of an item before. */
    public boolean ends() {
        if (pass.cancelled()) {
            stop(MailboxException.interrupted());
        }
        return stop.get() != null;
    }

    /**
     * Asked between items.
     *
     * @throws MailboxException why no further item may be handed on
     */
    public void goOn() throws MailboxException {
        if (ends()) {
            throw stop.get();
        }
    }
}
