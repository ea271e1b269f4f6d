package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.progress.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * The copies of items on one leg, where the ledger says that they lie. Before anything is done to
 * one, what lies there is looked at.
 */
final class Counterparts {

    /** Does something to copies that lie in one folder. */
    @FunctionalInterface
    interface Action {
        void at(FolderPath folder, UidValidity validity, List<Copy> copies) throws MailboxException;
    }

    /**
     * An item and its copy.
     *
     * @param there as the destination has it now
     */
    record Copy(LedgerEntry entry, ItemHead there) {}

    private final Destination destination;
    private final Map<FolderReference, List<LedgerEntry>> byFolder;
    private long acted;

    /** Takes those of the entries whose place at the destination is known. */
    Counterparts(Destination destination, Iterable<LedgerEntry> entries) {
        this.destination = destination;
        this.byFolder =
                FolderReference.group(
                        StreamSupport.stream(entries.spliterator(), false)
                                .filter(LedgerEntry::hasCopy)
                                .toList(),
                        LedgerEntry::copyFolder);
    }

    static boolean isKnown(LedgerEntry entry) {
        return entry.state() == ItemState.COPIED && entry.isLocated();
    }

    /** The items of the range whose copies can be found. */
    static List<LedgerEntry> of(LedgerFolder folder, UidRange range) throws MailboxException {
        return folder.entries(range).values().stream().filter(Counterparts::isKnown).toList();
    }

    /**
     * Deletes them, or marks them as deleted, as the route asks; then the ledger forgets their
     * items.
     *
     * @param folder that the items are of
     * @param refused is told where the destination does not let it happen
     * @return how many items the ledger has forgotten
     */
    long delete(LedgerFolder folder, PassContext pass, Consumer<String> refused)
            throws MailboxException {
        long[] left = {0};
        List<LedgerEntry> done =
                each(
                        pass,
                        refused,
                        (place, validity, copies) -> {
                            List<Copy> items = new ArrayList<>();
                            for (Copy copy : copies) {
                                if (isUntouched(place, copy)) {
                                    items.add(copy);
                                } else {
                                    left[0]++;
                                }
                            }
                            if (!items.isEmpty()) {
                                remove(folder, new FolderReference(place, validity), items, pass);
                            }
                        });
        folder.deleted(done.stream().map(LedgerEntry::uid).toList());
        pass.progress().count(folder.path().kind(), Figure.DELETED, acted - left[0]);
        if (left[0] > 0) {
            pass.progress()
                    .remark(
                            "folder '"
                                    + folder.path()
                                    + "': "
                                    + left[0]
                                    + (left[0] == 1 ? " item is" : " items are")
                                    + " gone from the source, and stay at "
                                    + destination.leg()
                                    + ", where their owner has changed them");
        }
        return done.size();
    }

    /** A copy that stands for other items, too, stays, and only leaves the places of these. */
    private void remove(
            LedgerFolder folder, FolderReference in, List<Copy> copies, PassContext pass)
            throws MailboxException {
        boolean mayMerge = destination.mayMerge();
        Map<Uid, Places> shared =
                mayMerge ? folder.shared(in, copies.stream().map(Copy::entry).toList()) : Map.of();
        Map<Uid, Flags> unneeded = new TreeMap<>();
        Map<Uid, Places> left = new TreeMap<>();
        for (Copy copy : copies) {
            Uid uid = copy.there().uid();
            Places others = mayMerge ? shared.getOrDefault(uid, ofOwner(copy)) : Places.NONE;
            if (others.isEmpty() && !shared.containsKey(uid)) {
                unneeded.put(uid, copy.there().flags());
            } else {
                Places now = left.getOrDefault(uid, copy.there().places());
                left.put(uid, now.without(copy.entry().places().without(others)));
            }
        }
        copies.forEach(copy -> left.remove(copy.there().uid(), copy.there().places()));
        if (!left.isEmpty()) {
            destination.storePlaces(in.path(), in.uidValidity(), left);
        }
        if (!unneeded.isEmpty()) {
            destination.delete(in.path(), in.uidValidity(), unneeded, pass.settings().deletions());
        }
    }

    /** Where its owner has filed it besides, which elsewhere makes another copy of it. */
    private static Places ofOwner(Copy copy) {
        Places now = copy.there().places();
        return now.without(CopyNote.placesBySteps(copy.entry().note(), copy.entry().places(), now));
    }

    /** What its owner has changed meanwhile is his. */
    private static boolean isUntouched(FolderPath place, Copy copy) {
        return !place.kind().changes()
                || copy.there().version().equals(copy.entry().versions().copy());
    }

    /**
     * Does it to all that are there; a folder that was made anew at the destination, and what is
     * not the copy, is said and left alone.
     *
     * @param refused is told why nothing was done in a folder; the next pass is to try again
     * @return the entries whose copy is as it should be now, or gone
     */
    List<LedgerEntry> each(PassContext pass, Consumer<String> refused, Action action)
            throws MailboxException {
        List<LedgerEntry> done = new ArrayList<>();
        if (destination.mayMerge()) {
            // an item that is just arriving may become one with a copy of these, and change it
            destination.undisturbed(() -> each(pass, refused, action, done));
        } else {
            each(pass, refused, action, done);
        }
        return done;
    }

    private void each(
            PassContext pass, Consumer<String> refused, Action action, List<LedgerEntry> done)
            throws MailboxException {
        for (Map.Entry<FolderReference, List<LedgerEntry>> in : byFolder.entrySet()) {
            try {
                done.addAll(at(in.getKey(), in.getValue(), pass, refused, action));
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
                refused.accept(e.explanation());
            }
        }
    }

    /** To how many copies it was done; the others were gone. */
    long acted() {
        return acted;
    }

    private List<LedgerEntry> at(
            FolderReference in,
            List<LedgerEntry> entries,
            PassContext pass,
            Consumer<String> refused,
            Action action)
            throws MailboxException {
        Map<Uid, ItemHead> there =
                destination.heads(
                        in.path(),
                        in.uidValidity(),
                        entries.stream().map(LedgerEntry::copyUid).toList());
        List<LedgerEntry> done = new ArrayList<>();
        List<Copy> copies = new ArrayList<>();
        List<Uid> foreign = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            Optional<ItemHead> head = Optional.ofNullable(there.get(entry.copyUid()));
            if (head.isEmpty()) {
                done.add(entry); // its owner has moved or deleted it
            } else if (isCopy(entry, head.get())) {
                copies.add(new Copy(entry, head.get()));
            } else {
                foreign.add(head.get().uid());
            }
        }
        if (!copies.isEmpty()) {
            copies.sort(Comparator.comparing(copy -> copy.there().uid()));
            Acting acting = new Acting(in, action);
            done.addAll(acting.on(copies));
            acting.tell(refused);
        }
        if (!foreign.isEmpty()) {
            refused.accept(
                    "folder '"
                            + in.path()
                            + "' of "
                            + destination.leg()
                            + ": what lies under "
                            + uids(foreign)
                            + " has another size and another date than what was copied there. It was"
                            + " left alone. Look at it; caravan reset lets the folder's messages be"
                            + " looked for, and copied where they are missing.");
        }
        return done;
    }

    private static String uids(List<Uid> uids) {
        int more = uids.size() - 1;
        return "UID "
                + uids.get(0)
                + (more == 0 ? "" : more == 1 ? " and another" : " and " + more + " others");
    }

    /** Does it to copies in one folder; what is refused for one is done to the others. */
    private final class Acting {

        /** After so many it is not asked of each any more. */
        private static final int MOST_REFUSALS = 16;

        private final FolderReference in;
        private final Action action;
        private final Map<String, List<Uid>> refused = new LinkedHashMap<>();
        private int refusals;

        Acting(FolderReference in, Action action) {
            this.in = in;
            this.action = action;
        }

        /** The entries of those to which it was done. */
        List<LedgerEntry> on(List<Copy> copies) throws MailboxException {
            try {
                action.at(in.path(), in.uidValidity(), copies);
                acted += copies.size();
                return copies.stream().map(Copy::entry).toList();
            } catch (MailboxException e) {
                boolean ofSome = e.scope() == Scope.FOLDER || e.scope() == Scope.MESSAGE;
                if (!ofSome || e.isDelay()) {
                    throw e;
                }
                if (copies.size() == 1 || refusals >= MOST_REFUSALS) {
                    refusals++;
                    List<Uid> uids =
                            refused.computeIfAbsent(e.explanation(), why -> new ArrayList<>());
                    copies.forEach(copy -> uids.add(copy.there().uid()));
                    return List.of();
                }
            }
            int half = copies.size() / 2;
            List<LedgerEntry> done = new ArrayList<>(on(copies.subList(0, half)));
            done.addAll(on(copies.subList(half, copies.size())));
            return done;
        }

        /** Each reason once. */
        void tell(Consumer<String> to) {
            refused.forEach(
                    (why, uids) ->
                            to.accept(
                                    "folder '"
                                            + in.path()
                                            + "' of "
                                            + destination.leg()
                                            + ", "
                                            + uids(uids)
                                            + ": "
                                            + why));
        }
    }

    /**
     * UIDVALIDITY and UID say that it is; size or date must say so, too, as a server may have given
     * them out twice. Some destinations alter the one when they take a message, and some the other.
     */
    private static boolean isCopy(LedgerEntry entry, ItemHead there) {
        return entry.destinationFolder().orElseThrow().kind().changes() // and the UID never again
                || entry.size() == there.size()
                || entry.size() == 0
                || entry.internalDate().equals(Optional.of(there.internalDate()));
    }
}
