package io.mailcaravan.append;

import io.mailcaravan.ledger.BatchItem;
import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Fence;
import io.mailcaravan.ledger.Given;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.PendingBatch;
import io.mailcaravan.ledger.RecordedCopy;
import io.mailcaravan.ledger.Released;
import io.mailcaravan.ledger.Versions;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.match.Copies;
import io.mailcaravan.match.Found;
import io.mailcaravan.match.Others;
import io.mailcaravan.match.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A destination folder while items are appended to it on one session: its fence, what was left
 * pending there, and what is there that the ledger does not know of: appended just before a crash,
 * or copied by another tool.
 */
final class AppendFolder {

    private static final UidSet WHOLE = UidSet.ofRanges(List.of(UidRange.ALL));

    private final Ledger ledger;
    private final DestinationSession session;
    private final DestinationFolder destination;
    private final FolderStatus status;
    private final Adopt adopt;
    private final Spool spool;
    private final Leftovers leftovers;
    private final ReleasedCopies released;

    /** Where this process has found it, so that what lies above was not there before. */
    private final Uid began;

    /** By source folder, above all its recorded UIDs, where the end was not clean. */
    private final Map<ItemKey, Optional<Uid>> unrecorded = new ConcurrentHashMap<>();

    /** By source folder, where copies may lie that the ledger does not know of. */
    private final Map<ItemKey, UidSet> unsure = new HashMap<>();

    /** What was there had these when it was looked at, where content may change. */
    private final Map<Uid, Version> versions = new HashMap<>();

    private volatile Uid fence;
    private Copies unknown;

    /** What was looked at for them. */
    private UidSet looked = UidSet.EMPTY;

    private Copies all;

    /** By size, how many recorded items lie nobody knows where; null before it was asked for. */
    private Map<Long, Long> unplaced;

    /**
     * An item that was there already.
     *
     * @param adopted whether something else has brought it, or an earlier life of the ledger
     * @param differing where it is there in another state than it has at the source
     */
    record FoundCopy(Uid uid, boolean adopted, Optional<RecordedCopy> differing) {}

    /**
     * Where an item lies that has just been appended.
     *
     * @param uid empty where the destination has made another message of it
     * @param missing what it has not got, though it should
     */
    record Located(Optional<Uid> uid, CopyCompletion.Missing missing) {}

    /**
     * @param status where it stands
     * @param began its UIDNEXT before this process has appended anything
     * @param adopt whether an item of which nothing is known is looked for among all that is there
     */
    AppendFolder(
            Ledger ledger,
            DestinationSession session,
            DestinationFolder destination,
            FolderStatus status,
            Uid began,
            Adopt adopt,
            Spool spool)
            throws MailboxException {
        this.ledger = ledger;
        this.session = session;
        this.destination = destination;
        this.adopt = adopt;
        this.spool = spool;
        this.status = status;
        this.fence = status.uidNext();
        this.leftovers = new Leftovers(ledger, destination, status);
        this.released = new ReleasedCopies(ledger, session, destination, status);
        this.began = began;
    }

    private Optional<Uid> unrecorded(ItemKey key) throws MailboxException {
        ItemKey source = key.with(Uid.MIN);
        Optional<Uid> first = unrecorded.get(source);
        if (first == null) {
            first =
                    ledger.mayLack()
                            ? ledger.firstUnrecorded(key, destination, status.uidValidity())
                            : Optional.empty();
            unrecorded.put(source, first);
        }
        return first;
    }

    /**
     * Where copies of this source folder's items may lie that the ledger does not know of: what was
     * appended just before a crash, or, where the ledger was put back from a backup, what passes
     * have copied that it knows nothing of. Most often there is only the owner's mail.
     */
    private UidSet unsure(ItemKey key) throws MailboxException {
        ItemKey source = key.with(Uid.MIN);
        UidSet where = unsure.get(source);
        if (where == null) {
            List<UidRange> ranges = new ArrayList<>();
            if (adopt != Adopt.FALSE && status.messages() > 0) {
                ranges.addAll(
                        ledger.notLookedAt(
                                key, destination, status.uidValidity(), began, unrecorded(key)));
            }
            unrecorded(key)
                    .filter(first -> status.uidNext().compareTo(first) > 0)
                    .map(UidRange::from)
                    .ifPresent(ranges::add);
            where = UidSet.ofRanges(ranges);
            unsure.put(source, where);
        }
        boolean nothingThere = unknown != null && unknown.isEmpty() && looked.containsAll(where);
        return nothingThere ? UidSet.EMPTY : where;
    }

    /** Whether what lies there was brought by this program, just before it ended. */
    private boolean isOurs(ItemKey key, Uid copy) throws MailboxException {
        return leftovers.has(key) || isAbove(copy, unrecorded(key));
    }

    private boolean mayBeOurs(Uid copy) {
        return isAbove(copy, leftovers.fence())
                || unrecorded.values().stream().anyMatch(first -> isAbove(copy, first));
    }

    private static boolean isAbove(Uid copy, Optional<Uid> first) {
        return first.filter(uid -> copy.compareTo(uid) >= 0).isPresent();
    }

    DestinationFolder destination() {
        return destination;
    }

    /** A batch to this folder is pending from here on. */
    PendingBatch begin(List<BatchItem> items) throws MailboxException {
        boolean unknownThere = false;
        for (BatchItem item : items) {
            unknownThere |= !unsure(item.key()).isEmpty();
        }
        return ledger.begin(destination, fence(), began, unknownThere, items);
    }

    Fence fence() {
        return new Fence(status.uidValidity(), fence);
    }

    /** Moves the fence up behind what has arrived. */
    synchronized void arrived(Uid uid) {
        if (uid.compareTo(fence) >= 0) {
            fence = uid.next();
        }
    }

    /** Whether any item may have to be looked for, so that what was appended must be recorded. */
    boolean looks(Collection<AppendRequest> requests) throws MailboxException {
        for (AppendRequest request : requests) {
            if (request.key().isPresent()
                    && (leftovers.has(request.key().get())
                            || !unsure(request.key().get()).isEmpty()
                            || adopts(request))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the item was about to be appended here, and nobody knows whether it was. */
    boolean isLeftover(ItemKey key) {
        return leftovers.has(key);
    }

    /** Whether a copy of the item that is there already was brought by something else. */
    boolean adopts(AppendRequest request) throws MailboxException {
        ItemKey key = request.key().orElseThrow();
        if (status.messages() == 0) {
            ledger.nothingToFind(key, destination);
            return false;
        }
        return !leftovers.has(key) && (looksEverywhere(key) || released.mayHold(request));
    }

    private boolean looksEverywhere(ItemKey key) throws MailboxException {
        return adopt == Adopt.TRUE
                || ledger.replacesGeneration(key, destination)
                || (adopt == Adopt.AUTO && ledger.looksFirst(key, destination));
    }

    /**
     * Looks which items are there already; those are recorded as copied.
     *
     * @return where they are
     */
    Map<AppendRequest, FoundCopy> find(Collection<AppendRequest> requests) throws MailboxException {
        List<AppendRequest> anywhere = new ArrayList<>();
        List<AppendRequest> ours = new ArrayList<>();
        Map<ReleasedCopies.Taker, List<AppendRequest>> takers = new LinkedHashMap<>();
        for (AppendRequest request : requests) {
            if (request.key().isEmpty()) {
                continue;
            }
            ItemKey key = request.key().get();
            if (leftovers.has(key)) {
                ours.add(request);
            } else if (adopts(request)) {
                if (released.of(key).range().isPresent()) {
                    takers.computeIfAbsent(ReleasedCopies.Taker.of(key), none -> new ArrayList<>())
                            .add(request);
                }
                if (looksEverywhere(key)) {
                    anywhere.add(request);
                } else if (!unsure(key).isEmpty()) {
                    ours.add(request);
                }
            } else if (!unsure(key).isEmpty()) {
                ours.add(request);
            }
        }
        Map<AppendRequest, FoundCopy> found = new LinkedHashMap<>();
        for (List<AppendRequest> taker : takers.values()) {
            // what lies where it is recorded is surer than what lies there as well
            ItemKey key = taker.get(0).key().orElseThrow();
            found.putAll(find(taker, released.look(key), true, released.of(key)));
        }
        ours.removeAll(found.keySet());
        if (!ours.isEmpty()) {
            found.putAll(find(ours, unknown(ours), false, Released.NONE));
        }
        anywhere.removeAll(found.keySet());
        if (!anywhere.isEmpty()) {
            found.putAll(find(anywhere, all(), true, Released.NONE));
        }
        return found;
    }

    /**
     * @param takenFrom for whom the copies are recorded by now
     */
    private Map<AppendRequest, FoundCopy> find(
            List<AppendRequest> requests, Copies copies, boolean adopting, Released takenFrom)
            throws MailboxException {
        if (copies.isEmpty()) {
            return Map.of();
        }
        List<Wanted> wanted = requests.stream().map(AppendRequest::wanted).toList();
        boolean recorded = takenFrom.range().isPresent();
        Others others = others(requests, recorded);
        List<Optional<Found>> results =
                session.use(
                        live ->
                                copies.find(
                                        live,
                                        wanted,
                                        others,
                                        !adopting,
                                        uid -> !adopting && mayBeOurs(uid),
                                        spool));
        Map<AppendRequest, Found> found = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            if (results.get(i).isPresent()) {
                found.put(requests.get(i), results.get(i).get());
                take(results.get(i).get().uid());
            }
        }
        if (found.isEmpty()) {
            return Map.of();
        }
        Map<AppendRequest, Found> ours = adopting ? sinceLeftovers(found) : broughtByUs(found);
        Map<AppendRequest, CopyCompletion.Missing> missing = complete(found, ours, takenFrom);
        List<Copied> copied = new ArrayList<>();
        Map<AppendRequest, FoundCopy> arrivals = new LinkedHashMap<>();
        found.forEach(
                (request, copy) -> {
                    boolean adopted = adopting || !ours.containsKey(request);
                    CopyCompletion.Missing lost =
                            missing.getOrDefault(request, CopyCompletion.Missing.NOTHING);
                    String note = note(request, copy, adopted, lost.notes(request));
                    Version version = version(copy, adopted, takenFrom);
                    ItemHead head = request.recorded(copy.internalDate(), lost);
                    copied.add(
                            new Copied(
                                    request.key().orElseThrow(),
                                    copy.equal() ? head : head.withoutVersion(),
                                    Optional.of(copy.uid()),
                                    note,
                                    version));
                    arrivals.put(
                            request,
                            new FoundCopy(
                                    copy.uid(),
                                    adopted,
                                    copy.equal()
                                            ? Optional.empty()
                                            : Optional.of(recorded(copy.uid(), version, note))));
                });
        ledger.copied(destination, status.uidValidity(), copied, takenFrom);
        ledger.lookedBelow(destination, fence(), copied.stream().map(Copied::key).toList());
        return arrivals;
    }

    /**
     * Those that this program has brought get their flags; others keep their own, and lie in their
     * further folders, too. What is recorded gets what has changed since.
     */
    private Map<AppendRequest, CopyCompletion.Missing> complete(
            Map<AppendRequest, Found> found, Map<AppendRequest, Found> ours, Released takenFrom)
            throws MailboxException {
        Map<Uid, Given> given =
                ledger.given(takenFrom, found.values().stream().map(Found::uid).toList());
        List<CopyCompletion.Copy> copies = new ArrayList<>();
        found.forEach(
                (request, copy) ->
                        copies.add(
                                CopyCompletion.Copy.found(
                                        request,
                                        copy,
                                        ours.containsKey(request) || given.containsKey(copy.uid()),
                                        given.getOrDefault(copy.uid(), Given.NOTHING))));
        return session.use(live -> new CopyCompletion(live, destination.folder()).complete(copies));
    }

    /**
     * What a copy is known to have had. A recorded one still has what was recorded, unless its
     * owner has changed it; of what something else has brought nobody knows what he has done to it.
     */
    private Version version(Found copy, boolean adopted, Released takenFrom) {
        if (takenFrom.contains(copy.uid())) {
            return takenFrom.version(copy.uid());
        }
        return adopted && !copy.equal()
                ? Version.NONE
                : versions.getOrDefault(copy.uid(), Version.NONE);
    }

    private RecordedCopy recorded(Uid uid, Version copy, String note) {
        return new RecordedCopy(
                destination, status.uidValidity(), uid, new Versions(Version.NONE, copy, ""), note);
    }

    /** Those that this program has appended just before it ended; what it knew of them is lost. */
    private Map<AppendRequest, Found> broughtByUs(Map<AppendRequest, Found> found)
            throws MailboxException {
        Map<AppendRequest, Found> ours = new LinkedHashMap<>();
        for (Map.Entry<AppendRequest, Found> one : found.entrySet()) {
            if (isOurs(one.getKey().key().orElseThrow(), one.getValue().uid())) {
                ours.put(one.getKey(), one.getValue());
            }
        }
        return ours;
    }

    /** Those that this program may have appended for an equal item, without its flags. */
    private Map<AppendRequest, Found> sinceLeftovers(Map<AppendRequest, Found> found) {
        Map<AppendRequest, Found> since = new LinkedHashMap<>(found);
        Optional<Uid> fence = leftovers.fence();
        since.values()
                .removeIf(copy -> fence.filter(at -> copy.uid().compareTo(at) >= 0).isEmpty());
        return since;
    }

    private static String note(
            AppendRequest request, Found copy, boolean adopting, Stream<String> missing) {
        String how = adopting ? CopyNote.ADOPTED : "";
        String repaired = copy.repairs().isEmpty() ? "" : Repairs.note(copy.repairs());
        Stream<String> found = Stream.concat(Stream.of(how, repaired), missing);
        return copy.original()
                ? CopyNote.of(Stream.concat(Stream.of(request.mappedBy()), found))
                : request.note(found);
    }

    /**
     * @param recorded whether they are looked for among copies that have their places in the ledger
     */
    private Others others(List<AppendRequest> requests, boolean recorded) throws MailboxException {
        Set<ItemKey> here = new HashSet<>();
        requests.forEach(request -> request.key().ifPresent(here::add));
        if (unplaced == null) {
            unplaced = ledger.unplaced(destination, status.uidValidity());
        }
        return leftovers.others(here, recorded ? Map.of() : unplaced);
    }

    /** So that it is not found again, wherever it is looked for; later looks know it recorded. */
    private void take(Uid uid) {
        Stream.of(Optional.ofNullable(unknown), Optional.ofNullable(all))
                .flatMap(Optional::stream)
                .forEach(copies -> copies.take(uid));
        released.take(uid);
    }

    /** What may be a copy of one of these, wherever nobody is sure. */
    private Copies unknown(List<AppendRequest> requests) throws MailboxException {
        UidSet where = UidSet.ofRanges(leftovers.fence().map(UidRange::from).stream().toList());
        for (AppendRequest request : requests) {
            where = where.and(unsure(request.key().orElseThrow()));
        }
        if (unknown == null || !looked.containsAll(where)) {
            UidSet all = looked.and(where);
            unknown = session.use(live -> copies(live, all));
            looked = all;
        }
        return unknown;
    }

    private Copies all() throws MailboxException {
        if (all == null) {
            all = session.use(live -> copies(live, WHOLE));
        }
        return all;
    }

    private Copies copies(MailboxSession live, UidSet where) throws MailboxException {
        if (destination.folder().kind().changes()) {
            // before the contents: one that is too old only makes an edit seen
            for (UidRange range : where.ranges()) {
                live.list(
                        destination.folder(),
                        range,
                        head -> versions.put(head.uid(), head.version()));
            }
        }
        List<UidRange> ranges = where.ranges();
        if (ranges.isEmpty()) {
            return Copies.look(live, destination.folder(), ranges, none -> false);
        }
        UidRange hull = new UidRange(ranges.get(0).first(), ranges.get(ranges.size() - 1).last());
        UidSet known = ledger.knownDestinationUids(destination, status.uidValidity(), hull);
        return Copies.look(live, destination.folder(), ranges, uid -> !known.contains(uid));
    }

    /**
     * Where the destination has not told the UIDs of what it has just taken: looks for them, so
     * that no other item is ever taken to be there for these copies.
     *
     * @return one entry an item, in order
     */
    List<Located> locate(MailboxSession live, List<AppendRequest> requests)
            throws MailboxException {
        Copies arrived = copies(live, UidSet.ofRanges(List.of(UidRange.from(fence))));
        List<Item> items = requests.stream().map(AppendRequest::item).toList();
        List<Optional<Found>> located =
                arrived.find(live, Wanted.present(items), Others.NONE, true, uid -> true, spool);
        Map<AppendRequest, Found> found = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            if (located.get(i).isPresent()) {
                found.put(requests.get(i), located.get(i).get());
                take(located.get(i).get().uid());
            }
        }
        // it may be an equal one whose connection was lost before it got its flags
        List<CopyCompletion.Copy> copies = new ArrayList<>();
        found.forEach(
                (request, copy) ->
                        copies.add(CopyCompletion.Copy.found(request, copy, true, Given.NOTHING)));
        Map<AppendRequest, CopyCompletion.Missing> missing =
                new CopyCompletion(live, destination.folder()).complete(copies);
        arrived.last().ifPresent(this::arrived);
        return requests.stream()
                .map(
                        request ->
                                new Located(
                                        Optional.ofNullable(found.get(request)).map(Found::uid),
                                        missing.getOrDefault(
                                                request, CopyCompletion.Missing.NOTHING)))
                .toList();
    }

    /**
     * These items have a final state, or are pending in a newer batch: old batches need not be kept
     * for them.
     */
    void settled(Set<ItemKey> keys) throws MailboxException {
        leftovers.settled(keys);
    }
}
