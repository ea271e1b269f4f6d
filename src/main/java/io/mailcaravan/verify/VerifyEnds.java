package io.mailcaravan.verify;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mapping.DestinationNames;
import io.mailcaravan.mapping.FolderPlan;
import io.mailcaravan.mapping.PlannedFolders;
import io.mailcaravan.session.Delays;
import io.mailcaravan.session.SignIns;
import io.mailcaravan.session.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The destinations of one mailbox, read only, with their folders. */
final class VerifyEnds implements AutoCloseable {

    private final Ledger ledger;
    private final List<End> ends = new ArrayList<>();
    private final Map<DestinationFolder, TargetFolder> open = new HashMap<>();
    private Predicate<FolderPath> taken = folder -> true;

    /** One destination mailbox. */
    private static final class End {
        private final VerifyTarget target;
        private final Source session;
        private final Set<FolderPath> there = new HashSet<>();
        private final Map<FolderPath, FolderPath> placed = new HashMap<>();
        private final PlannedFolders folders;
        private FolderPlan plan;

        /**
         * @param room makes room where no connection is free
         */
        End(VerifyTarget target, Delays delays, Runnable room) {
            this.target = target;
            this.folders = new PlannedFolders(target.folders());
            SignIns signIns = new SignIns(target.store(), target.login(), Access.READ, delays);
            this.session = Source.oneOf(signIns, room);
        }

        Leg leg() {
            return new Leg(target.store().name(), target.login().mailbox());
        }

        /** As a pass does it. */
        FolderPath placed(FolderPath named) throws MailboxException {
            FolderPath known = placed.get(named);
            if (known == null) {
                known = session.ask(live -> folders.place(named, () -> names(live)).destination());
                placed.put(named, known);
            }
            return known;
        }

        private static DestinationNames names(MailboxSession live) throws MailboxException {
            return DestinationNames.of(live, live.folders());
        }

        DestinationFolder place(FolderPath folder) {
            return new DestinationFolder(target.store().name(), target.login().mailbox(), folder);
        }
    }

    /**
     * @param delays how to wait for a destination, one for each
     */
    VerifyEnds(Ledger ledger, List<VerifyTarget> targets, Supplier<Delays> delays) {
        this.ledger = ledger;
        targets.forEach(
                target -> ends.add(new End(target, delays.get(), () -> makeRoom(target.store()))));
    }

    /** One connection at the store is there for all of them, as steps may have named many. */
    private void makeRoom(MailboxStore store) {
        ends.stream()
                .filter(end -> end.target.store().equals(store))
                .forEach(end -> end.session.close());
    }

    /**
     * Learns what folders there are, and where these source folders go, as a pass does it.
     *
     * @param takes whether the route takes a folder, also one that the source does not list
     */
    void look(List<Folder> sources, Predicate<FolderPath> takes) throws MailboxException {
        taken = takes;
        for (End end : ends) {
            List<Folder> existing = end.session.ask(MailboxSession::folders);
            end.plan =
                    end.session.ask(
                            session ->
                                    end.folders.plan(
                                            sources, DestinationNames.of(session, existing)));
            existing.stream()
                    .filter(Folder::selectable)
                    .forEach(folder -> end.there.add(folder.path()));
        }
    }

    /** Where items of this folder go on that leg by today's mapping. */
    Optional<DestinationFolder> place(Leg leg, FolderPath source) {
        return ends.stream()
                .filter(end -> end.leg().equals(leg))
                .findFirst()
                .flatMap(end -> end.plan.row(source).map(row -> end.place(row.destination())));
    }

    /** Those of an item's further folders that the route takes. */
    Places taken(Places atSource) {
        return new Places(atSource.folders().stream().filter(taken).collect(Collectors.toSet()));
    }

    /**
     * Where an item with these further folders lies besides on that leg.
     *
     * @param named as steps of the route have named them
     */
    Places placed(Leg leg, Places named) throws MailboxException {
        Set<FolderPath> placed = new HashSet<>();
        for (End end : ends) {
            if (end.leg().equals(leg)) {
                for (FolderPath path : named.folders()) {
                    placed.add(end.placed(path));
                }
            }
        }
        return new Places(placed);
    }

    /** The route's ends, and legs that its steps have named. */
    List<Leg> legs() {
        return ends.stream().map(End::leg).toList();
    }

    /** Whether each item has a state there. */
    boolean isEnd(Leg leg) {
        return ends.stream().anyMatch(end -> end.leg().equals(leg) && end.target.end());
    }

    /** The folder; empty when it is not there, or belongs to no destination of the route. */
    Optional<TargetFolder> folder(DestinationFolder place) throws MailboxException {
        TargetFolder folder = open.get(place);
        if (folder == null) {
            End end = end(place).orElse(null);
            if (end == null || !end.there.contains(place.folder())) {
                return Optional.empty();
            }
            folder = new TargetFolder(ledger, end.session, place);
            open.put(place, folder);
        }
        return Optional.of(folder);
    }

    /** Whether the route leads to that mailbox. */
    boolean leadsTo(DestinationFolder place) {
        return end(place).isPresent();
    }

    private Optional<End> end(DestinationFolder place) {
        return ends.stream().filter(end -> end.place(place.folder()).equals(place)).findFirst();
    }

    /** Items that only the destination has, in all folders that were looked at. */
    long extra() {
        return open.values().stream().mapToLong(TargetFolder::extra).sum();
    }

    /** Ends the sessions; the next use opens others. */
    void reconnect() {
        ends.forEach(end -> end.session.close());
    }

    @Override
    public void close() {
        reconnect();
    }
}
