package io.mailcaravan.append;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.RecordedCopy;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.pass.Deletions;
import io.mailcaravan.pass.Destination;
import io.mailcaravan.pass.DestinationLook;
import io.mailcaravan.pass.Placed;
import io.mailcaravan.pass.Shortfall;
import io.mailcaravan.session.SignIns;
import io.mailcaravan.session.UidRuns;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One mailbox at the destination: its folders, and the lanes that append to them. */
public final class DestinationMailbox implements Destination {

    /** UIDs between two that are wanted, whose headers cost less than another round trip. */
    private static final long FEW = 20;

    /** Further folders of items that cannot be here. */
    private final PlaceRefusals refusals = new PlaceRefusals();

    private final Map<FolderPath, FolderPath> homes = new ConcurrentHashMap<>();

    /** Held for reading while a batch is sent and recorded. */
    private final ReadWriteLock underWay = new ReentrantReadWriteLock();

    /** Null before it is asked for: each item with labels needs it. */
    private volatile Boolean keepsPlaces;

    private final Leg leg;
    private final DestinationFolders folders;
    private final DestinationSession control;
    private final Acknowledged acknowledged = new Acknowledged();
    private final AppendLanes lanes;
    private final Strays strays;
    private final Replacements replacements;
    private final Ledger ledger;

    /** One that a connection is reserved for, and that may have more of them. */
    static DestinationMailbox reserved(AppendEnd end, SignIns signIns, FolderMapping mapping) {
        return new DestinationMailbox(
                end,
                mapping,
                DestinationSession.reserved(signIns),
                end.options().connectionsPerMailbox());
    }

    /** One that nobody has reckoned with; it is lent a connection while one can be had. */
    static DestinationMailbox lent(AppendEnd end, SignIns signIns, FolderMapping mapping) {
        return new DestinationMailbox(
                end, mapping, DestinationSession.lent(signIns, end.store()), 1);
    }

    private DestinationMailbox(
            AppendEnd end, FolderMapping mapping, DestinationSession control, int connections) {
        leg = new Leg(end.store().name(), control.mailbox());
        strays = new Strays(end.ledger(), leg);
        this.control = control;
        folders = new DestinationFolders(end.store(), end.options(), mapping);
        lanes =
                new AppendLanes(
                        lane(end, control), () -> lane(end, control.further()), connections);
        ledger = end.ledger();
        replacements =
                new Replacements(
                        end, leg, control, request -> lanes.of(request.folder()).submit(request));
    }

    private AppendLane lane(AppendEnd end, DestinationSession session) {
        return new AppendLane(
                end, session, folders::status, acknowledged, this::replace, underWay.readLock());
    }

    /** Appends it in its time; it is answered through its callback. */
    public void submit(AppendRequest request) {
        try {
            Optional<RecordedCopy> copy =
                    request.key().isPresent() && request.folder().kind().changes()
                            ? ledger.copyOf(request.key().get(), leg)
                            : Optional.empty();
            if (copy.isPresent()) {
                replacements.submit(request, copy.get());
                return;
            }
            Optional<FolderPath> elsewhere =
                    request.key().isPresent()
                            ? strays.elsewhere(request.key().get(), request.folder())
                            : Optional.empty();
            if (elsewhere.isEmpty()) {
                lanes.of(request.folder()).submit(request);
            } else if (look(List.of(elsewhere.get())).isGone(elsewhere.get())) {
                goOn(request, elsewhere.get());
            } else {
                lanes.of(elsewhere.get())
                        .look(request.in(elsewhere.get()), () -> goOn(request, elsewhere.get()));
            }
        } catch (MailboxException e) {
            request.failed(e);
        }
    }

    private void replace(AppendRequest request, RecordedCopy copy) {
        replacements.submit(request, copy);
    }

    private void goOn(AppendRequest request, FolderPath notIn) {
        strays.notIn(notIn, request.key().orElseThrow());
        submit(request);
    }

    /**
     * Where items of this source folder go; the folder is made if it is missing.
     *
     * @param chosen whether a step has named it, so that its name tells no role
     */
    public FolderPath folder(Folder source, boolean chosen) throws MailboxException {
        Optional<FolderPath> known = folders.known(source);
        return known.isPresent()
                ? known.get()
                : control.use(session -> folders.ensure(session, source, chosen));
    }

    @Override
    public void lookAnew() {
        lanes.lookAnew();
    }

    @Override
    public void connect() throws MailboxException {
        control.use(session -> null);
    }

    @Override
    public void prepare(List<Folder> sources) throws MailboxException {
        control.use(
                session -> {
                    folders.prepare(session, sources);
                    return null;
                });
    }

    @Override
    public Leg leg() {
        return leg;
    }

    @Override
    public DestinationLook look(Collection<FolderPath> wanted) throws MailboxException {
        return control.use(
                session ->
                        DestinationLook.at(
                                session, folders.existing(session), folders.overlooked(), wanted));
    }

    @Override
    public List<Shortfall> shortfalls() throws MailboxException {
        List<FolderPath> got = acknowledged.folders();
        if (got.isEmpty()) {
            return List.of();
        }
        List<Shortfall> found = acknowledged.compare(look(got).there(), hasHomes());
        return found.isEmpty()
                ? found
                // some servers have the number ready a moment later
                : acknowledged.compare(
                        look(found.stream().map(it -> it.now().path()).toList()).there(),
                        hasHomes());
    }

    @Override
    public Map<Uid, ItemHead> heads(FolderPath folder, UidValidity validity, Collection<Uid> uids)
            throws MailboxException {
        return control.use(
                session -> {
                    requireSame(validity, session.status(folder));
                    return UidRuns.heads(session, folder, uids);
                });
    }

    @Override
    public Map<Uid, Fingerprint> fingerprints(
            FolderPath folder, UidValidity validity, Collection<Uid> uids) throws MailboxException {
        return control.use(
                session -> {
                    requireSame(validity, session.status(folder));
                    return UidRuns.fingerprints(session, folder, uids, FEW);
                });
    }

    @Override
    public void storeFlags(FolderPath folder, UidValidity validity, Map<Uid, Flags> flags)
            throws MailboxException {
        control.use(
                session -> {
                    if (session.capabilities().contains(StoreCapability.STORE_FLAGS)) {
                        requireSame(validity, session.status(folder));
                        session.storeFlags(folder, flags);
                    }
                    return null;
                });
    }

    @Override
    public boolean keepsPlaces() throws MailboxException {
        Boolean known = keepsPlaces;
        if (known == null) {
            known = control.use(live -> live.capabilities().contains(StoreCapability.PLACES));
            keepsPlaces = known;
        }
        return known;
    }

    /**
     * Where items that lie in this folder are listed and appended, see {@link MailboxSession#home}.
     */
    public FolderPath home(FolderPath folder) throws MailboxException {
        FolderPath known = homes.get(folder);
        if (known == null) {
            known = control.use(session -> session.home(folder));
            homes.put(folder, known);
        }
        return known;
    }

    @Override
    public Placed placed(Folder folder, boolean label, Places further) throws MailboxException {
        if (label) {
            return placed(further.with(Places.of(folder.path())));
        }
        Placed placed = placed(further);
        if (!hasHomes()) {
            return placed; // of nearly all mail
        }
        FolderPath target;
        try {
            target = folder(folder, false);
        } catch (MailboxException e) {
            if (e.scope() != Scope.FOLDER) {
                throw e;
            }
            FolderPath named = control.use(session -> folders.place(session, folder.path()));
            return placed.with(new Placed(Places.NONE, Map.of(named, e.explanation())));
        }
        return home(target).equals(target) ? placed : placed.with(Places.of(target));
    }

    @Override
    public Optional<FolderPath> homeOf(Folder folder) throws MailboxException {
        if (!hasHomes()) {
            return Optional.empty();
        }
        try {
            return Optional.of(home(folder(folder, false)));
        } catch (MailboxException e) {
            if (e.scope() != Scope.FOLDER) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean hasHomes() throws MailboxException {
        return !home(FolderPath.INBOX).equals(FolderPath.INBOX);
    }

    @Override
    public boolean mayMerge() throws MailboxException {
        return hasHomes();
    }

    @Override
    public void undisturbed(Work work) throws MailboxException {
        underWay.writeLock().lock();
        try {
            work.run();
        } finally {
            underWay.writeLock().unlock();
        }
    }

    /**
     * The folders for these alone, of the source or named by a step; made where they are missing.
     */
    public Placed placed(Places named) throws MailboxException {
        if (named.isEmpty() || !keepsPlaces()) {
            return Placed.NONE;
        }
        Set<FolderPath> there = new HashSet<>();
        Map<FolderPath, String> lacking = new HashMap<>();
        for (FolderPath folder : named.folders()) {
            try {
                there.add(place(folder));
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
                lacking.put(
                        control.use(session -> folders.place(session, folder)), e.explanation());
            }
        }
        return new Placed(new Places(there), lacking);
    }

    private FolderPath place(FolderPath named) throws MailboxException {
        Optional<MailboxException> refused = refusals.of(named);
        if (refused.isPresent()) {
            throw refused.get();
        }
        try {
            folders.askAgain(named);
            FolderPath place = folder(new Folder(named, true, true, Optional.empty()), false);
            refusals.made(named);
            return place;
        } catch (MailboxException e) {
            if (e.scope() == Scope.FOLDER) {
                refusals.refused(named, e);
            }
            throw e;
        }
    }

    @Override
    public void storePlaces(FolderPath folder, UidValidity validity, Map<Uid, Places> places)
            throws MailboxException {
        control.use(
                session -> {
                    requireSame(validity, session.status(folder));
                    session.storePlaces(folder, places);
                    return null;
                });
    }

    @Override
    public void delete(
            FolderPath folder, UidValidity validity, Map<Uid, Flags> items, Deletions how)
            throws MailboxException {
        control.use(
                session -> {
                    requireSame(validity, session.status(folder));
                    if (how == Deletions.DELETE) {
                        require(
                                session.capabilities().contains(StoreCapability.DELETE),
                                "delete single items");
                        session.delete(folder, items.keySet());
                    } else {
                        require(
                                session.capabilities().contains(StoreCapability.STORE_FLAGS),
                                "change flags");
                        Map<Uid, Flags> deleted = new HashMap<>();
                        items.forEach(
                                (uid, flags) -> deleted.put(uid, flags.with(SystemFlag.DELETED)));
                        session.storeFlags(folder, deleted);
                        requireFlagged(UidRuns.heads(session, folder, items.keySet()).values());
                    }
                    return null;
                });
        if (how == Deletions.DELETE) {
            acknowledged.removed(folder, items.size());
        }
    }

    static void requireSame(UidValidity validity, FolderStatus status) throws MailboxException {
        if (!status.uidValidity().equals(validity)) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "folder '"
                            + status.path()
                            + "' at the destination is not the one that was copied to: its UIDVALIDITY"
                            + " is "
                            + status.uidValidity()
                            + ", not "
                            + validity,
                    "Changed flags and deletions of the items copied before are left alone there.");
        }
    }

    /** A store may take the flag, and have nothing like it. */
    private static void requireFlagged(Collection<ItemHead> after) throws MailboxException {
        for (ItemHead head : after) {
            require(head.flags().system().contains(SystemFlag.DELETED), "keep the flag \\Deleted");
        }
    }

    /** It concerns nothing but the deletions. */
    private static void require(boolean can, String what) throws MailboxException {
        if (!can) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "the route asks for deletions, but the destination cannot " + what,
                    "Set deletions=never.");
        }
    }

    @Override
    public void cancel() {
        replacements.cancel();
        lanes.cancel();
    }

    @Override
    public void close() {
        lanes.close();
    }
}
