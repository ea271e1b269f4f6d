package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What all folders of one mailbox's pass share. */
record PassContext(MailboxMove move, InFlight inFlight, Delays delays, AtomicLong counter) {

    PassContext(MailboxMove move) {
        this(
                move,
                new InFlight(move.settings().inFlightBytes(), move.settings().spoolBytes()),
                new Delays(move.progress(), move.settings().reconnectDelay(), move.cancelling()),
                new AtomicLong());
    }

    PassSettings settings() {
        return move.settings();
    }

    String destinationMailbox() {
        return move.destinationMailbox();
    }

    /** The end of that leg; empty where the pass has not opened it. */
    Optional<Destination> destination(Leg leg) {
        return move.allDestinations().stream()
                .filter(destination -> destination.leg().equals(leg))
                .findFirst();
    }

    /** Something was got from the source that was not there before. */
    void step() {
        counter.incrementAndGet();
    }

    /** How often: while it rises, the pass makes progress. */
    long steps() {
        return counter.get();
    }

    MailboxProgress progress() {
        return move.progress();
    }

    boolean cancelled() {
        return move.cancelled();
    }
}
