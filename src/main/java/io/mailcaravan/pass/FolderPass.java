package io.mailcaravan.pass;

import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.filter.SourcePlaces;
import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.session.ItemListing;
import io.mailcaravan.session.Source;
import io.mailcaravan.session.UidRuns;
import io.mailcaravan.session.UidWalk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * One folder of one pass: lists what is new, skips what the ledger or a filter excludes, reads the
 * rest and hands it on. In the end what was listed and what the source announces must add up.
 */
final class FolderPass {

    /** Part of the rules that were: the next pass looks whether the source tells versions again. */
    private static final String UNKNOWN = KeptPlaces.SEPARATOR + "without versions";

    /** Looks at a folder that does not add up; it may be changing just now. */
    private static final int LOOKS = 3;

    private final Folder folder;
    private final Optional<String> excluded;
    private final FolderLegs legs;
    private final PassContext pass;
    private final Handover handover;
    private final String rules;
    private final ItemStates states;
    private final SetBack setBack;
    private final LackingPlaces lacking;

    /** Whether something of the folder is known already, be it by a pass that was broken off. */
    private final boolean known;

    /** Whether the last pass has left something open that it could not note of single items. */
    private final boolean hadProblem;

    /** What changes from here on may have been looked at already, so that it is told once more. */
    private final Optional<ChangeCursor> cursor;

    private Optional<Checkpoint> before;
    private FolderStatus status;
    private Source source;
    private ItemListing listing;
    private ItemReading reading;

    private long unnamed;

    /** Whether there is something whose content may change, and of which no version is told. */
    private volatile boolean versionless;

    /** Items handed on that lie in several folders. */
    private long placed;

    /** Items that have become one with others at a destination. */
    private final AtomicLong merged = new AtomicLong();

    /** Whether the source gives UIDs to other messages than those that were copied under them. */
    private boolean wentBack;

    /** That was so, and what is known is of this pass. */
    private boolean anew;

    /** Whatever the source has from here on was listed. */
    private Uid listedFrom = Uid.MIN;

    /** Why deletions were not carried over. */
    private Optional<String> kept = Optional.empty();

    FolderPass(FolderWorkers.Work work, FolderLegs legs, ItemHandler handler, PassContext pass) {
        this.folder = work.folder();
        this.excluded = work.excluded();
        this.rules = work.rules();
        this.status = work.status();
        this.legs = legs;
        this.pass = pass;
        this.handover = new Handover(handler, pass);
        this.states =
                new ItemStates(
                        legs, pass.tally(status.path(), status.uidValidity()), pass.progress());
        this.setBack = new SetBack(folder.path(), legs, pass);
        this.lacking = new LackingPlaces(folder.path());
        this.before = legs.checkpoint();
        this.known = legs.reach(Uid.MIN);
        this.hadProblem = legs.hasProblem();
        this.cursor = status.cursor();
    }

    /**
     * Reads what is new and hands it on; what was handed on may still be under way.
     *
     * @throws MailboxException when the source failed; nothing is under way any more then
     */
    void read(Source from) throws MailboxException, InterruptedException {
        source = from;
        listing = new ItemListing(source, folder.path(), pass.counter());
        reading = new ItemReading(source, folder.path(), pass, handover, new Receiver());
        boolean read = false;
        try {
            walk();
            reading.finish();
            read = true;
        } catch (MailboxException e) {
            // reading was broken off because of the destination: no failure of the source
            if (handover.stopped().isEmpty()) {
                throw e;
            }
            read = true;
        } finally {
            if (!read) {
                handover.drain();
            }
        }
    }

    private void walk() throws MailboxException, InterruptedException {
        wentBack = setBack.byUidNext(status, source);
        if (!wentBack && before.isPresent()) {
            walk(before.get());
        } else if (!wentBack) {
            count(look(new UidRange(Uid.MIN, last())));
            carryDeletions();
        }
        if (wentBack) {
            beginAnew();
            count(look(new UidRange(Uid.MIN, last())));
        }
    }

    /** What has changed since then; breaks off when it sees that the source went back. */
    private void walk(Checkpoint since) throws MailboxException {
        Optional<ToldChanges> told =
                source.ask(
                        session ->
                                ToldChanges.ask(session, status, legs.cursors(), since.uidNext()));
        boolean whole =
                told.isEmpty()
                        || !legs.hasRules(rules)
                        || hadProblem // of which no change tells, such as a folder that was lacking
                        || timeMayTake()
                        || status.uidNext().compareTo(since.uidNext()) < 0;
        if (told.isPresent()) {
            wentBack = looksBack(setBack.heads(told.get().flags().keySet(), source));
            if (wentBack) {
                return;
            }
            whole |= carried(told.get());
            edited(told.get().contents());
        }
        // before anything is appended: what is there may tell that the source went back
        long old = whole ? lookBelow(since) : 0;
        long fresh =
                !wentBack && status.uidNext().compareTo(since.uidNext()) > 0
                        ? look(new UidRange(since.uidNext(), last()))
                        : 0;
        if (!whole && since.messages() + fresh == announced() && !wentBack) {
            states.unchanged(since);
            listedFrom = since.uidNext();
        } else {
            // something has gone, or has come late, below what was read: only a look tells
            count(fresh + (whole ? old : lookBelow(since)));
        }
        carryDeletions();
    }

    /** Content that has changed; a list of the whole tells the same of all. */
    private void edited(SortedMap<Uid, ItemHead> told) throws MailboxException {
        if (told.isEmpty()) {
            return;
        }
        Map<String, UidSet> searched = search();
        for (UidRange range : UidRuns.of(List.copyOf(told.keySet()), UidRuns.BUCKET)) {
            List<ItemHead> heads =
                    List.copyOf(told.subMap(range.first(), range.last().next()).values());
            reading.read(wanted(heads, range, searched, false));
        }
    }

    private void carryDeletions() throws MailboxException {
        if (wentBack || !known) {
            return;
        }
        Optional<String> notDeleted =
                new Vanished(folder.path(), legs, source, pass).carry(status, this::atDestination);
        kept = kept.or(() -> notDeleted);
    }

    /** What was there then. */
    private long lookBelow(Checkpoint since) throws MailboxException {
        Uid end = new Uid(Math.min(since.uidNext().value(), status.uidNext().value()));
        return wentBack || end.equals(Uid.MIN) ? 0 : look(upTo(end));
    }

    /**
     * Nobody knows any more which item is whose copy: all are looked for at the destinations by
     * their content, as after {@code caravan reset}.
     */
    private void beginAnew() throws MailboxException, InterruptedException {
        reading.finish();
        handover.drain();
        states.flush();
        handover.goOn();
        Uid next = legs.nextUid().orElse(status.uidNext());
        int failed = legs.below(next, ItemState.FAILED);
        int copied = legs.below(next, ItemState.COPIED);
        legs.wentBack(next);
        pass.lookAnew();
        before = Optional.empty();
        states.beginAnew(next);
        ItemKind kind = legs.kind();
        long told = pass.progress().get(kind, Figure.FAILED);
        pass.progress().count(kind, Figure.FAILED, -Math.min(failed, told));
        pass.progress()
                .remark(
                        "folder '"
                                + folder.path()
                                + "' was put back to an earlier state at the source: it gives UIDs to"
                                + " other messages than before. Its "
                                + copied
                                + " copied items were looked for anew, by their content; what was not"
                                + " found was copied, and copies of what the source has no more"
                                + " were left alone");
        wentBack = false;
        anew = true;
    }

    /** Whether the copies, which lie at the destinations, tell that the source went back. */
    private boolean looksBack(Collection<ItemHead> heads) throws MailboxException {
        // where content may change, another content is no other item
        return !anew
                && !folder.kind().changes()
                && setBack.byHeads(heads, source, this::atDestination);
    }

    private FlagChanges flagChanges() {
        return new FlagChanges(legs, pass, this::keep);
    }

    private PlaceChanges placeChanges() {
        return new PlaceChanges(folder.path(), legs, pass, this::keep, lacking);
    }

    private void keep(String why) {
        kept = kept.or(() -> Optional.of(why));
    }

    /** Whether something was told of an item that has to be looked at. */
    private boolean carried(ToldChanges told) throws MailboxException {
        boolean[] unseen = {false};
        atDestination(
                () ->
                        unseen[0] =
                                flagChanges().carry(told.flags())
                                        | placeChanges().carry(told.places()));
        return unseen[0];
    }

    private boolean tellsPlaces() throws MailboxException {
        return source.ask(session -> session.capabilities().contains(StoreCapability.PLACES));
    }

    /** Whether time alone may have brought back what was skipped. */
    private boolean timeMayTake() {
        return legs.ends().stream()
                .anyMatch(end -> end.skippedBefore() > 0 && pass.settings().items().beforeMoves());
    }

    /** What fails here stops the folder, and is none of the source. */
    private void atDestination(Vanished.Deletion what) throws MailboxException {
        try {
            what.run();
        } catch (MailboxException e) {
            handover.stop(e);
            throw e;
        }
    }

    private Uid last() {
        return new Uid(Math.max(1, status.uidNext().value() - 1));
    }

    private static UidRange upTo(Uid next) {
        return new UidRange(Uid.MIN, new Uid(next.value() - 1));
    }

    /**
     * What the source announces must have been listed. Where it was not, the folder may have
     * changed meanwhile, so it is looked at anew; what is listed then and was not before is handed
     * on, too.
     */
    private void count(long listed) throws MailboxException {
        long found = listed;
        for (int looks = 1; !wentBack && found < announced(); looks++) {
            FolderStatus now = source.ask(session -> session.status(folder.path()));
            boolean same =
                    now.uidNext().equals(status.uidNext()) && now.messages() == status.messages();
            if (!now.uidValidity().equals(status.uidValidity())) {
                throw made(now);
            }
            if (looks > LOOKS || (same && looks > 1)) {
                unnamed = Math.max(0, now.messages() - found);
                if (unnamed > 0) {
                    status = now;
                }
                return;
            }
            status = now;
            states.flush();
            found = status.uidNext().equals(Uid.MIN) ? 0 : look(new UidRange(Uid.MIN, last()));
        }
    }

    /** The most that the source says: it may say otherwise when it opens the folder. */
    private long announced() {
        return Math.max(
                status.messages(), source.announced(folder.path()).orElse(status.messages()));
    }

    private MailboxException made(FolderStatus now) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                "folder '"
                        + folder.path()
                        + "' was made anew at the source during the pass (UIDVALIDITY "
                        + now.uidValidity()
                        + ")",
                "The next pass reads it.");
    }

    /**
     * Lists a range, carries over flags that differ, and hands on what is wanted.
     *
     * @return how many items there are
     */
    private long look(UidRange whole) throws MailboxException {
        Map<String, UidSet> searched = search();
        return list(
                whole,
                (range, heads) -> {
                    wentBack = looksBack(heads);
                    if (wentBack) {
                        return;
                    }
                    if (known) {
                        atDestination(() -> flagChanges().carry(heads));
                        if (tellsPlaces()) {
                            atDestination(() -> placeChanges().carry(heads));
                        }
                    }
                    reading.read(wanted(heads, range, searched));
                });
    }

    /** Takes the items of a range that can be listed. */
    @FunctionalInterface
    private interface Listed {
        void take(UidRange range, List<ItemHead> heads) throws MailboxException;
    }

    /** Lists range by range, so that memory does not grow with the folder. */
    private long list(UidRange whole, Listed to) throws MailboxException {
        UidWalk walk = UidWalk.in(whole, status.messages());
        long count = 0;
        while (walk.hasNext() && !wentBack) {
            UidRange range = walk.next();
            List<Uid> unlistable = new ArrayList<>();
            List<ItemHead> heads =
                    listing.list(range, (uid, reason) -> unlistable(uid, reason, unlistable));
            walk.had(heads.size() + unlistable.size());
            count += heads.size() + unlistable.size();
            to.take(range, heads);
        }
        return count;
    }

    private void unlistable(Uid uid, MailboxException reason, List<Uid> told)
            throws MailboxException {
        told.add(uid);
        ItemHead head = new ItemHead(uid, Flags.NONE, InternalDate.UNKNOWN, 0);
        FolderLegs.Known entry = legs.known(new UidRange(uid, uid));
        Set<Leg> on = entry.open(uid);
        if (!on.isEmpty()) {
            states.begin(uid, on);
            states.fail(head, ItemListing.reason(reason));
        } else {
            states.unchanged(uid, entry.with(ItemState.FAILED, uid));
        }
    }

    /**
     * What only the server can tell without the content; everything else the heads tell exactly.
     */
    private Map<String, UidSet> search() throws MailboxException {
        if (!pass.settings().items().readsDateHeader()) {
            return Map.of();
        }
        return source.ask(
                session -> {
                    Map<String, UidSet> found = new LinkedHashMap<>();
                    if (session.capabilities().contains(StoreCapability.SEARCH)) {
                        for (ItemFilter.Pushed pushed : pass.settings().items().pushed()) {
                            found.put(pushed.reason(), session.search(folder.path(), pushed.key()));
                        }
                    }
                    return found;
                });
    }

    private List<ItemHead> wanted(
            List<ItemHead> heads, UidRange range, Map<String, UidSet> searched)
            throws MailboxException {
        return wanted(heads, range, searched, true);
    }

    /**
     * @param listed whether these heads are all that there are in the range; else they are only
     *     some that have changed, and those that have not are counted elsewhere
     */
    private List<ItemHead> wanted(
            List<ItemHead> heads, UidRange range, Map<String, UidSet> searched, boolean listed)
            throws MailboxException {
        if (heads.isEmpty()) {
            return List.of();
        }
        Set<Uid> underWay = states.underWay();
        FolderLegs.Known entries = legs.known(range);
        boolean sameRules = legs.chooseAlike(rules);
        List<ItemHead> wanted = new ArrayList<>();
        for (ItemHead head : heads) {
            versionless |= folder.kind().changes() && !head.version().isKnown();
            Set<Leg> on = entries.open(head.uid());
            Optional<String> reason = excluded(head, searched);
            Set<Leg> again =
                    sameRules
                            ? entries.skipped(
                                    head.uid(),
                                    entry ->
                                            mayBeTaken(entry.reason(), reason)
                                                    || isOther(entry, head))
                            : entries.with(ItemState.SKIPPED, head.uid());
            Set<Leg> changed =
                    reason.isPresent()
                            ? Set.of()
                            : states.unsent(head.uid(), entries.changed(head, !listed));
            Set<Leg> toldOtherwise = new HashSet<>(entries.with(ItemState.FAILED, head.uid()));
            toldOtherwise.addAll(on);
            toldOtherwise.addAll(again);
            toldOtherwise.addAll(legs.countedOn(changed));
            if (listed && !underWay.contains(head.uid())) {
                states.unchanged(head.uid(), toldOtherwise);
            }
            boolean halfway = isUnchecked(head, sameRules) && entries.isHalfway(head.uid());
            boolean settled = on.isEmpty() && again.isEmpty() && changed.isEmpty() && !halfway;
            if (settled || underWay.contains(head.uid())) {
                continue; // settled, or handed on by an earlier look of this pass
            }
            Set<Leg> all = new LinkedHashSet<>(on);
            all.addAll(again);
            all.addAll(changed);
            states.begin(head.uid(), all);
            states.edit(head.uid(), changed);
            if (!listed) {
                states.toldChanged(head.uid(), all);
            }
            if (reason.isPresent()) {
                states.skip(head, reason.get());
            } else {
                for (Leg leg : again) {
                    legs.on(leg).retry(head.uid());
                }
                for (Leg leg : changed) {
                    legs.on(leg).replace(head.uid());
                }
                if (halfway) {
                    legs.ends().forEach(end -> end.goThroughAgain(head.uid()));
                }
                wanted.add(head);
            }
        }
        return wanted;
    }

    /** Whether what was said of the item no longer holds: it is there, or a rule takes it now. */
    private boolean mayBeTaken(String skipped, Optional<String> now) {
        return skipped.startsWith(Skips.GONE)
                || (now.isEmpty()
                        && (pass.settings().items().isReason(skipped)
                                || pass.places().isReason(skipped)));
    }

    /** Whether the source has given the UID of what was left out to another message. */
    private static boolean isOther(LedgerEntry leftOut, ItemHead now) {
        return leftOut.size() > 0 && now.size() > 0 && leftOut.size() != now.size();
    }

    /** Whether no pass has gone through it to its end with the route as it is. */
    private boolean isUnchecked(ItemHead head, boolean sameRules) {
        return !sameRules || before.filter(at -> head.uid().compareTo(at.uidNext()) < 0).isEmpty();
    }

    private Optional<String> excluded(ItemHead head, Map<String, UidSet> searched) {
        Optional<String> reason =
                excluded.or(() -> lying(head).excluded())
                        .or(() -> pass.settings().items().excluded(head));
        for (Map.Entry<String, UidSet> search : searched.entrySet()) {
            if (reason.isEmpty() && search.getValue().contains(head.uid())) {
                reason = Optional.of(search.getKey());
            }
        }
        return reason;
    }

    private SourcePlaces.Lying lying(ItemHead head) {
        return pass.places().of(folder.path(), head.places());
    }

    /** What becomes of the items that are read. */
    private final class Receiver implements ItemReading.Receiver {
        @Override
        public void deliver(Item item, String note) throws MailboxException {
            FolderPass.this.deliver(item, note);
        }

        @Override
        public void gone(ItemHead head) throws MailboxException {
            states.skip(head, Skips.GONE);
        }

        @Override
        public void unreadable(ItemHead head, String reason) throws MailboxException {
            states.fail(head, reason);
        }
    }

    private void deliver(Item read, String note) throws MailboxException {
        if (handover.ends()) {
            read.content().close();
            throw handover.stopped().orElseThrow();
        }
        SourcePlaces.Lying lying = lying(read.head());
        ReadItem item = ReadItem.of(folder.kind(), read, pass.settings().items());
        ItemHead head = item.item().head().with(lying.all());
        if (item.excluded().isPresent()) {
            states.skip(head, item.excluded().get());
            read.content().close();
            return;
        }
        versionless |= folder.kind().changes() && !head.version().isKnown();
        placed += lying.further().isEmpty() ? 0 : 1;
        handover.send(
                new PassItem(
                        legs.key(head.uid()),
                        lying.folder(),
                        pass.places().isHome(folder.path()),
                        new Item(head.with(lying.further()), item.item().content()),
                        pass.destinationMailbox(),
                        states.openOn(head.uid()),
                        CopyNote.of(Stream.of(note, item.note())),
                        pass.settings().mappings()),
                outcomes -> {
                    lacking.add(head.uid(), outcomes);
                    merged.addAndGet(merged(outcomes));
                    states.settle(head, outcomes);
                });
    }

    /**
     * Waits for what is under way, and records how far the folder was read.
     *
     * @return why the destination's side stopped it; empty when every item has its final state
     */
    Optional<MailboxException> finish() throws MailboxException, InterruptedException {
        handover.drain();
        states.flush();
        Optional<MailboxException> stopped = handover.stopped();
        if (stopped.isPresent()) {
            return stopped;
        }
        tellLostPlaces();
        tellMerged();
        if (unnamed == 0) {
            int gone = legs.endPending(listedFrom, Skips.GONE);
            pass.progress().count(legs.kind(), Figure.EXPECTED, gone);
            pass.progress().count(legs.kind(), Figure.SKIPPED, gone);
        }
        List<String> problems = new ArrayList<>(lacking.problems());
        (unnamed > 0 ? Optional.of(doesNotAddUp()) : kept).ifPresent(why -> problems.add(0, why));
        if (!problems.isEmpty()) {
            legs.saveProblem(String.join(" ", problems), unnamed);
            problems.forEach(pass.progress()::problem);
        } else {
            String now = pass.keptPlaces().with(rules, legs.all()) + (versionless ? UNKNOWN : "");
            legs.saveCheckpoint(new Checkpoint(status.uidNext(), status.messages(), cursor, now));
        }
        return Optional.empty();
    }

    private static long merged(Map<Leg, ItemOutcome> outcomes) {
        return outcomes.values().stream()
                .filter(
                        outcome ->
                                outcome instanceof ItemOutcome.Copied copied
                                        && copied.how() == Arrival.MERGED)
                .count();
    }

    /** Who counts messages at the destination finds fewer. */
    private void tellMerged() {
        if (merged.get() > 0) {
            pass.progress()
                    .remark(
                            "folder '"
                                    + folder.path()
                                    + "': the destination keeps equal messages as one, so that "
                                    + merged.get()
                                    + (merged.get() == 1 ? " item is" : " items are")
                                    + " one there with others that are equal");
        }
    }

    private void tellLostPlaces() throws MailboxException {
        for (LedgerFolder end : placed == 0 ? List.<LedgerFolder>of() : legs.ends()) {
            Optional<Destination> destination = pass.destination(end.leg());
            if (destination.isPresent() && !destination.get().keepsPlaces()) {
                pass.progress()
                        .remark(
                                "folder '"
                                        + folder.path()
                                        + "': "
                                        + placed
                                        + (placed == 1 ? " item lies" : " items lie")
                                        + " in further folders at the source, and in this one only at "
                                        + end.leg()
                                        + ", which cannot have an item in several");
            }
        }
    }

    private String doesNotAddUp() {
        return "folder '"
                + folder.path()
                + "': the source announces "
                + status.messages()
                + " messages and lists "
                + (status.messages() - unnamed)
                + "; "
                + unnamed
                + " cannot be named, so they are not copied. Look at the folder with a mail program, or"
                + " repair it at the server; the next pass looks again.";
    }

    /**
     * The folder cannot exist at the destination: each of its items fails with that reason, unread.
     *
     * @param live a session to the source that nobody else uses now
     */
    void failAll(Source live, MailboxException reason) throws MailboxException {
        source = live;
        listing = new ItemListing(live, folder.path(), pass.counter());
        states.end();
        Map<String, UidSet> searched = search();
        list(
                new UidRange(Uid.MIN, last()),
                (range, heads) -> {
                    for (ItemHead head : wanted(heads, range, searched)) {
                        states.fail(head, reason.getMessage());
                    }
                });
        states.flush();
        legs.saveProblem(reason.explanation(), 0);
    }

    /** The source is in the way of this folder alone. */
    void giveUp(String problem) throws MailboxException {
        states.flush();
        legs.saveProblem(problem, 0);
    }

    FolderPath path() {
        return folder.path();
    }
}
