package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.session.Delays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What all folders of one mailbox's pass share. */
public record PassContext(
        MailboxMove move,
        InFlight inFlight,
        Delays delays,
        AtomicLong counter,
        Map<Life, Tally> tallies) {

    /** A source folder under one UIDVALIDITY. */
    record Life(FolderPath path, UidValidity validity) {}

    public PassContext(MailboxMove move) {
        this(
                move,
                new InFlight(move.settings().inFlightBytes(), move.settings().spoolBytes()),
                new Delays(move.progress(), move.settings().reconnectDelay(), move.cancelling()),
                new AtomicLong(),
                new ConcurrentHashMap<>());
    }

    public PassSettings settings() {
        return move.settings();
    }

    public String destinationMailbox() {
        return move.destinationMailbox();
    }

    /** The end of that leg; empty where the pass has not opened it. */
    Optional<Destination> destination(Leg leg) {
        return move.allDestinations().stream()
                .filter(destination -> destination.leg().equals(leg))
                .findFirst();
    }

    /** The ledger has forgotten copies. */
    void lookAnew() {
        move.allDestinations().forEach(Destination::lookAnew);
    }

    /** Something was got from the source that was not there before. */
    void step() {
        counter.incrementAndGet();
    }

    /** How often: while it rises, the pass makes progress. */
    public long steps() {
        return counter.get();
    }

    /** What has been counted of this folder. */
    public Tally tally(FolderPath path, UidValidity validity) {
        return tallies.computeIfAbsent(new Life(path, validity), life -> new Tally());
    }

    public MailboxProgress progress() {
        return move.progress();
    }

    boolean cancelled() {
        return move.cancelled();
    }
}
