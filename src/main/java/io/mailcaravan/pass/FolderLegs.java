package io.mailcaravan.pass;

import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One source folder on all legs of its mailbox. */
final class FolderLegs {

    private final LedgerMailbox mailbox;
    private final FolderPath path;
    private final UidValidity validity;
    private final List<LedgerFolder> ends = new ArrayList<>();

    FolderLegs(LedgerMailbox mailbox, FolderStatus status) throws LedgerException {
        this.mailbox = mailbox;
        this.path = status.path();
        this.validity = status.uidValidity();
        for (LedgerLeg end : mailbox.ends()) {
            ends.add(end.folder(path, validity));
        }
    }

    /** Where each item of the folder gets a state. */
    List<LedgerFolder> ends() {
        return ends;
    }

    /** Of its items. */
    ItemKind kind() {
        return path.kind();
    }

    ItemKey key(Uid uid) {
        return ends.get(0).key(uid);
    }

    /** On the ends, and on legs that steps of the route have named. */
    List<LedgerFolder> all() {
        List<LedgerFolder> all = new ArrayList<>(ends);
        for (LedgerLeg leg : mailbox.legs()) {
            leg.present(path, validity).filter(folder -> !all.contains(folder)).ifPresent(all::add);
        }
        return all;
    }

    LedgerFolder on(Leg leg) throws LedgerException {
        return mailbox.leg(leg).folder(path, validity);
    }

    /** How far the folder was read for all ends; empty while one of them has no checkpoint. */
    Optional<Checkpoint> checkpoint() {
        List<Checkpoint> all = ends.stream().flatMap(end -> end.checkpoint().stream()).toList();
        if (all.size() < ends.size()) {
            return Optional.empty();
        }
        Checkpoint first =
                all.stream().min(Comparator.comparing(Checkpoint::uidNext)).orElseThrow();
        return Optional.of(first);
    }

    /**
     * What the source is to be asked by for what has changed since the ends were gone through; most
     * often one for all. Empty where one of them has none.
     */
    Set<ChangeCursor> cursors() {
        Set<ChangeCursor> cursors = new LinkedHashSet<>();
        for (LedgerFolder end : ends) {
            Optional<ChangeCursor> seen = end.checkpoint().flatMap(Checkpoint::cursor);
            if (seen.isEmpty()) {
                return Set.of();
            }
            cursors.add(seen.get());
        }
        return cursors;
    }

    /** Whether the rules by which it was decided what is copied are still the same. */
    boolean hasRules(String rules) {
        return ends.stream()
                .allMatch(
                        end -> end.checkpoint().filter(at -> at.rules().equals(rules)).isPresent());
    }

    /** The same of the rules that decide which items are copied, wherever those lie then. */
    boolean chooseAlike(String rules) {
        String chosen = KeptPlaces.without(rules);
        return ends.stream()
                .allMatch(
                        end ->
                                end.checkpoint()
                                        .map(Checkpoint::rules)
                                        .map(KeptPlaces::without)
                                        .filter(chosen::equals)
                                        .isPresent());
    }

    /** A pass has gone through the folder, on whatever legs its items took. */
    void saveCheckpoint(Checkpoint checkpoint) throws LedgerException {
        for (LedgerFolder end : ends) {
            end.saveCheckpoint(checkpoint);
        }
        for (LedgerLeg leg : mailbox.legs()) {
            Optional<LedgerFolder> open = leg.present(path).filter(LedgerFolder::hasProblem);
            if (open.isPresent()) {
                open.get().endProblem();
            }
        }
    }

    /** Whether the last pass has not gone through it, on one of its legs. */
    boolean hasProblem() {
        return mailbox.legs().stream()
                .flatMap(leg -> leg.present(path).stream())
                .anyMatch(LedgerFolder::hasProblem);
    }

    /** Above all UIDs of which the ledger knew, on any leg, before this pass. */
    Optional<Uid> nextUid() {
        return all().stream()
                .flatMap(
                        leg ->
                                Stream.concat(
                                        leg.checkpoint().map(Checkpoint::uidNext).stream(),
                                        leg.highestBefore().map(Uid::next).stream()))
                .max(Comparator.naturalOrder());
    }

    /** Whether an item with this UID or a higher one has a state on some leg. */
    boolean reach(Uid uid) {
        return all().stream().anyMatch(leg -> leg.reaches(uid));
    }

    /** How many items below this UID are in this state, counted on each end. */
    int below(Uid next, ItemState state) throws LedgerException {
        int items = 0;
        for (LedgerFolder end : ends) {
            items += (int) end.uids(state).stream().filter(uid -> uid < next.value()).count();
        }
        return items;
    }

    /** {@link LedgerMailbox#wentBack} of this folder. */
    void wentBack(Uid next) throws LedgerException {
        mailbox.wentBack(path, validity, next);
    }

    /** {@link LedgerFolder#endPending} on all legs. */
    int endPending(Uid from, String reason) throws LedgerException {
        int gone = 0;
        for (LedgerFolder folder : all()) {
            gone += folder.endPending(from, reason);
        }
        return gone;
    }

    void saveProblem(String problem, long missing) throws LedgerException {
        for (LedgerFolder end : ends) {
            end.saveProblem(problem, missing);
        }
    }

    /**
     * Of so many items that a checkpoint covers, those with a state that is not to be told anew.
     */
    long settledOf(long messages) {
        return messages * ends.size() - ends.stream().mapToLong(LedgerFolder::failedBefore).sum();
    }

    /** What is known of these items. */
    Known known(UidRange range) throws LedgerException {
        List<LedgerFolder> folders = isNamed() && !mailbox.further() ? ends : all();
        List<Map<Uid, LedgerEntry>> entries = new ArrayList<>();
        for (LedgerFolder folder : folders) {
            entries.add(folder.entries(range));
        }
        return new Known(folders, entries);
    }

    /**
     * The ends on which an item counts as sent that is sent to these legs; where no end is named,
     * one stands for all legs.
     */
    Set<Leg> countedOn(Set<Leg> legs) {
        if (isNamed() || legs.isEmpty()) {
            return legs;
        }
        Set<Leg> counted = new LinkedHashSet<>(legs);
        counted.add(Leg.OTHER);
        return counted;
    }

    private boolean isNamed() {
        return !ends.get(0).leg().equals(Leg.OTHER);
    }

    /** What the ledger knows of some items, leg by leg. */
    final class Known {

        /** The ends first, in their order. */
        private final List<LedgerFolder> folders;

        /** Of each of the folders. */
        private final List<Map<Uid, LedgerEntry>> entries;

        private Known(List<LedgerFolder> folders, List<Map<Uid, LedgerEntry>> entries) {
            this.folders = folders;
            this.entries = entries;
        }

        /** Where no end is named, a state on any leg will do. */
        Set<Leg> open(Uid uid) {
            Set<Leg> open = new LinkedHashSet<>();
            boolean anywhere = false;
            for (int i = 0; i < entries.size(); i++) {
                LedgerEntry entry = entries.get(i).get(uid);
                boolean isOpen = entry == null || entry.state() == ItemState.PENDING;
                if (isOpen && i < ends.size()) {
                    open.add(ends.get(i).leg());
                }
                anywhere |= !isOpen;
            }
            return anywhere && !isNamed() ? Set.of() : open;
        }

        /**
         * Whether steps of the route may have named further legs for it which it has not reached:
         * it was sent, and nobody knows whether that was all.
         */
        boolean isHalfway(Uid uid) {
            return mailbox.further()
                    && entries.stream()
                            .map(leg -> leg.get(uid))
                            .anyMatch(entry -> entry != null && entry.state() == ItemState.COPIED);
        }

        /** The ends at which it has this state. */
        Set<Leg> with(ItemState state, Uid uid) {
            return where(ends, uid, entry -> entry.state() == state);
        }

        /**
         * The legs on which its copy is of another version: ends, and those that a step has named.
         *
         * @param told whether the source says that it has changed, whatever its version
         */
        Set<Leg> changed(ItemHead head, boolean told) {
            return told || head.version().isKnown()
                    ? where(
                            folders,
                            head.uid(),
                            entry ->
                                    Counterparts.isKnown(entry)
                                            && (!head.version().isKnown()
                                                    || !entry.versions()
                                                            .source()
                                                            .equals(head.version())))
                    : Set.of();
        }

        /** The ends at which it was skipped, and this holds. */
        Set<Leg> skipped(Uid uid, Predicate<LedgerEntry> condition) {
            return where(
                    ends,
                    uid,
                    entry -> entry.state() == ItemState.SKIPPED && condition.test(entry));
        }

        /**
         * @param on of the folders, the first ones
         */
        private Set<Leg> where(List<LedgerFolder> on, Uid uid, Predicate<LedgerEntry> condition) {
            Set<Leg> found = new LinkedHashSet<>();
            for (int i = 0; i < on.size(); i++) {
                LedgerEntry entry = entries.get(i).get(uid);
                if (entry != null && condition.test(entry)) {
                    found.add(on.get(i).leg());
                }
            }
            return found;
        }
    }
}
