package io.mailcaravan.pass;

import io.mailcaravan.filter.SourcePlaces;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mapping.SpecialUseNames;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.session.Delays;
import java.util.Collection;
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
        Map<FolderReference, Tally> tallies,
        SourcePlaces places,
        KeptPlaces keptPlaces,
        ExactSizes exactSizes) {

    public PassContext(MailboxMove move) {
        this(
                move,
                new InFlight(move.settings().inFlightBytes(), move.settings().spoolBytes()),
                new Delays(move.progress(), move.settings().reconnectDelay(), move.cancelling()),
                new AtomicLong(),
                new ConcurrentHashMap<>(),
                new SourcePlaces(move.settings().folders()),
                new KeptPlaces(move),
                new ExactSizes());
    }

    public PassSettings settings() {
        return move.settings();
    }

    /**
     * The source's folders are known from here on.
     *
     * @param homes those in which items of others are listed
     */
    public void found(Collection<Folder> folders, Collection<FolderPath> homes) {
        places.found(folders, SpecialUseNames.shipped().rolesOf(folders), homes);
    }

    /** They are all that the mailbox has, so that names that mean none of them can be told. */
    void foundAll(Collection<Folder> folders, Collection<FolderPath> homes) {
        found(folders, homes);
        settings().written().look(folders, SpecialUseNames.shipped().rolesOf(folders));
    }

    public String destinationMailbox() {
        return move.mailbox().destination();
    }

    /** The end of that leg; empty where the pass has not opened it. */
    Optional<Destination> destination(Leg leg) {
        return move.ends().all().stream()
                .filter(destination -> destination.leg().equals(leg))
                .findFirst();
    }

    /** The ledger has forgotten copies. */
    void lookAnew() {
        move.ends().all().forEach(Destination::lookAnew);
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
        return tallies.computeIfAbsent(new FolderReference(path, validity), none -> new Tally());
    }

    public MailboxProgress progress() {
        return move.progress();
    }

    boolean cancelled() {
        return move.cancelled();
    }
}
