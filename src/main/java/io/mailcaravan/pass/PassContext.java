package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mapping.SpecialUseNames;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.session.Delays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What all folders of one mailbox's pass share. */
public record PassContext(
        MailboxMove move,
        InFlight inFlight,
        Delays delays,
        AtomicLong counter,
        Map<FolderReference, Tally> tallies,
        Map<FolderPath, SpecialUse> roles,
        KeptPlaces keptPlaces) {

    public PassContext(MailboxMove move) {
        this(
                move,
                new InFlight(move.settings().inFlightBytes(), move.settings().spoolBytes()),
                new Delays(move.progress(), move.settings().reconnectDelay(), move.cancelling()),
                new AtomicLong(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new KeptPlaces(move));
    }

    public PassSettings settings() {
        return move.settings();
    }

    /** The source's folders are known from here on. */
    public void found(Collection<Folder> folders) {
        roles.putAll(SpecialUseNames.shipped().rolesOf(folders));
    }

    /** They are all that the mailbox has, so that names that mean none of them can be told. */
    void foundAll(Collection<Folder> folders) {
        found(folders);
        settings().written().look(folders, roles);
    }

    /** Why nothing of that folder is taken; empty where it is. */
    public Optional<String> excluded(FolderPath folder) {
        return settings().folders().excluded(folder, roles);
    }

    /** The item with those of its further folders that are taken. */
    public Item taken(Item item) {
        ItemHead head = item.head();
        return head.places().isEmpty()
                ? item
                : new Item(head.with(taken(head.places())), item.content());
    }

    Places taken(Places places) {
        return places.isEmpty()
                ? places
                : new Places(
                        places.folders().stream()
                                .filter(folder -> excluded(folder).isEmpty())
                                .collect(Collectors.toSet()));
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
