package io.mailcaravan.append;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.Given;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Found;
import io.mailcaravan.session.UidRuns;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives copies what belongs to them besides their content, and looks whether they have it: a store
 * may forget flags or further folders with an append that it acknowledges, may set them by a
 * command of its own before which the connection was lost, and another tool may not have set them
 * at all. What the owner has done meanwhile stays.
 */
record CopyCompletion(MailboxSession live, FolderPath folder) {

    private static final String IN_VAIN = "it was put there, and does not lie there";

    /**
     * A copy that is there.
     *
     * @param flags that it has; empty where it was not read
     * @param takesFlags whether it is to get flags; else it keeps its own
     * @param before what it was given for an item that it is recorded for
     */
    record Copy(
            AppendRequest request,
            Uid uid,
            Optional<Flags> flags,
            boolean takesFlags,
            Given before) {

        /** One whose append was acknowledged. */
        static Copy appended(AppendRequest request, Uid uid) {
            return new Copy(request, uid, Optional.empty(), false, Given.NOTHING);
        }

        static Copy found(AppendRequest request, Found found, boolean takesFlags, Given before) {
            return new Copy(request, found.uid(), found.flags(), takesFlags, before);
        }

        private Flags wantedFlags() {
            return request.item().head().flags();
        }

        private Places wantedPlaces() {
            return request.item().head().places();
        }

        private boolean hasPlaces() {
            return request.hasPlaces() || !before.places().isEmpty();
        }
    }

    /**
     * What a copy has not got.
     *
     * @param dropped flags
     * @param lacking further folders in which it does not lie
     * @param still further folders in which it lies although the source has taken it out
     */
    record Missing(Flags dropped, Places lacking, Places still) {

        static final Missing NOTHING = new Missing(Flags.NONE, Places.NONE, Places.NONE);

        /** And these flags. */
        Missing with(Flags others) {
            return new Missing(dropped.with(others), lacking, still);
        }

        /** The parts of a note that tell of it. */
        Stream<String> notes(AppendRequest request) {
            return Stream.of(
                    CopyNote.ofPlacesDue(request.onlyByStep(lacking)), CopyNote.ofDropped(dropped));
        }
    }

    /**
     * Lists them once, where anything of them is not known, and once more where something was
     * stored.
     *
     * @return what some of them have not got; of further folders their requests are told
     * @throws MailboxException where the destination cannot be asked, or asks to wait
     */
    Map<AppendRequest, Missing> complete(Collection<Copy> copies) throws MailboxException {
        boolean places = live.capabilities().contains(StoreCapability.PLACES);
        Set<Uid> unread = new HashSet<>();
        for (Copy copy : copies) {
            if ((places && copy.hasPlaces()) || (copy.takesFlags() && copy.flags().isEmpty())) {
                unread.add(copy.uid());
            }
        }
        Map<Uid, ItemHead> before =
                unread.isEmpty() ? Map.of() : UidRuns.heads(live, folder, unread);
        Map<Uid, Flags> flagsDue = new HashMap<>();
        Map<Uid, Places> placesDue = new HashMap<>();
        for (Copy copy : copies) {
            Optional<ItemHead> head = Optional.ofNullable(before.get(copy.uid()));
            // several of these may be one there
            if (copy.takesFlags()) {
                Optional.ofNullable(flagsDue.get(copy.uid()))
                        .or(() -> flagsThere(copy, head))
                        .filter(there -> !wanted(copy, there).equals(there))
                        .ifPresent(there -> flagsDue.put(copy.uid(), wanted(copy, there)));
            }
            if (places && copy.hasPlaces()) {
                Optional.ofNullable(placesDue.get(copy.uid()))
                        .or(() -> head.map(ItemHead::places))
                        .filter(there -> !wanted(copy, there).equals(there))
                        .ifPresent(there -> placesDue.put(copy.uid(), wanted(copy, there)));
            }
        }
        storeFlags(flagsDue);
        Map<Uid, String> refused = storePlaces(placesDue);
        Set<Uid> changed = new HashSet<>(flagsDue.keySet());
        changed.addAll(placesDue.keySet());
        Map<Uid, ItemHead> after =
                changed.isEmpty() ? Map.of() : UidRuns.heads(live, folder, changed);
        Map<AppendRequest, Missing> missing = new HashMap<>();
        for (Copy copy : copies) {
            Missing of =
                    missing(
                            copy,
                            Optional.ofNullable(after.get(copy.uid()))
                                    .or(() -> Optional.ofNullable(before.get(copy.uid()))),
                            places,
                            placesDue.containsKey(copy.uid()));
            if (!of.equals(Missing.NOTHING)) {
                missing.put(copy.request(), of);
            }
            if (!of.lacking().isEmpty()) {
                copy.request().lacks(of.lacking(), refused.getOrDefault(copy.uid(), IN_VAIN));
            }
        }
        return missing;
    }

    private static Optional<Flags> flagsThere(Copy copy, Optional<ItemHead> head) {
        return head.map(ItemHead::flags).or(copy::flags);
    }

    private static Flags wanted(Copy copy, Flags there) {
        return copy.before().merge(there, copy.wantedFlags());
    }

    private static Places wanted(Copy copy, Places there) {
        return copy.before().merge(there, copy.wantedPlaces());
    }

    /**
     * @param head empty where it is gone meanwhile, or was not looked at
     * @param keepsPlaces whether the destination keeps further folders
     * @param wasPlaced whether they were stored
     */
    private static Missing missing(
            Copy copy, Optional<ItemHead> head, boolean keepsPlaces, boolean wasPlaced) {
        Flags dropped =
                copy.takesFlags()
                        ? flagsThere(copy, head)
                                .map(there -> lacking(copy).without(there))
                                .orElse(Flags.NONE)
                        : Flags.NONE;
        if (!keepsPlaces) {
            // it lies there still, when the destination tells further folders again
            return new Missing(dropped, Places.NONE, copy.before().places());
        }
        if (!wasPlaced || head.isEmpty()) {
            return new Missing(dropped, Places.NONE, Places.NONE);
        }
        Places there = head.get().places();
        Places surplus = copy.before().surplus(copy.wantedPlaces());
        return new Missing(
                dropped,
                copy.before().lacking(copy.wantedPlaces()).without(there),
                surplus.without(surplus.without(there)));
    }

    /** What its owner has taken away of what it had is not missing. */
    private static Flags lacking(Copy copy) {
        return copy.before().lacking(copy.wantedFlags());
    }

    private void storeFlags(Map<Uid, Flags> due) throws MailboxException {
        if (due.isEmpty() || !live.capabilities().contains(StoreCapability.STORE_FLAGS)) {
            return;
        }
        try {
            live.storeFlags(folder, due);
        } catch (MailboxException e) {
            if (e.scope() == Scope.STORE || e.isDelay()) {
                throw e; // else the messages are there, which counts for more
            }
        }
    }

    /** Why some could not be put there; the messages are there, which counts for more. */
    private Map<Uid, String> storePlaces(Map<Uid, Places> due) throws MailboxException {
        if (due.isEmpty()) {
            return Map.of();
        }
        try {
            live.storePlaces(folder, due);
            return Map.of();
        } catch (MailboxException e) {
            if (e.scope() == Scope.STORE || e.isDelay()) {
                throw e;
            }
            if (due.size() == 1) {
                return Map.of(due.keySet().iterator().next(), e.explanation());
            }
        }
        Map<Uid, String> refused = new HashMap<>();
        for (Map.Entry<Uid, Places> one : due.entrySet()) {
            refused.putAll(storePlaces(Map.of(one.getKey(), one.getValue())));
        }
        return refused;
    }
}
