package io.mailcaravan.verify;

import io.mailcaravan.filter.SourcePlaces;
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
import java.util.function.Supplier;

/** The destinations of one mailbox, read only, with their folders. */
final class VerifyEnds implements AutoCloseable {

    private final Ledger ledger;
    private final List<End> ends = new ArrayList<>();
    private final Map<DestinationFolder, TargetFolder> open = new HashMap<>();
    private SourcePlaces places;

    /** One destination mailbox. */
    private static final class End {
        private final VerifyTarget target;
        private final Source session;
        private final Set<FolderPath> there = new HashSet<>();
        private final Map<FolderPath, FolderPath> placed = new HashMap<>();
        private final Map<FolderPath, FolderPath> homes = new HashMap<>();
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

        FolderPath home(FolderPath folder) throws MailboxException {
            FolderPath known = homes.get(folder);
            if (known == null) {
                known = session.ask(live -> live.home(folder));
                homes.put(folder, known);
            }
            return known;
        }

        boolean hasHomes() throws MailboxException {
            return !home(FolderPath.INBOX).equals(FolderPath.INBOX);
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
     * @param lie where items lie at the source
     */
    void look(List<Folder> sources, SourcePlaces lie) throws MailboxException {
        places = lie;
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
        return end(leg).flatMap(
                        end -> end.plan.row(source).map(row -> end.place(row.destination())));
    }

    /** Where those lie that are in that folder of a destination. */
    DestinationFolder home(DestinationFolder folder) throws MailboxException {
        Optional<End> end = end(folder);
        return end.isEmpty() ? folder : end.get().place(end.get().home(folder.folder()));
    }

    private Optional<End> end(Leg leg) {
        return ends.stream().filter(end -> end.leg().equals(leg)).findFirst();
    }

    /** Where an item lies at the source that is listed in this folder. */
    SourcePlaces.Lying lying(FolderPath listed, Places atSource) {
        return places.of(listed, atSource);
    }

    /** Whether equal messages may be one there. */
    boolean mayMerge(Leg leg) throws MailboxException {
        Optional<End> end = end(leg);
        return end.isPresent() && end.get().hasHomes();
    }

    /** Whether items of other folders of the source are listed in it. */
    boolean isHome(FolderPath listed) {
        return places.isHome(listed);
    }

    /**
     * Where an item lies besides on that leg, as a pass does it.
     *
     * @param folder of the source, as steps of the route have named it
     * @param label whether the source lists the item in another one
     * @param further as steps have named them
     * @param copy the folder in which the copy is listed
     */
    Places placed(Leg leg, FolderPath folder, boolean label, Places further, FolderPath copy)
            throws MailboxException {
        Optional<End> end = end(leg);
        if (end.isEmpty()) {
            return Places.NONE;
        }
        Set<FolderPath> placed = new HashSet<>();
        for (FolderPath path : further.folders()) {
            placed.add(end.get().placed(path));
        }
        if (label || end.get().hasHomes()) {
            FolderPath target = end.get().placed(folder);
            FolderPath home = end.get().home(target);
            boolean elsewhere = end.get().hasHomes() && !home.equals(copy);
            if (label || !home.equals(target) || elsewhere) {
                placed.add(target);
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
