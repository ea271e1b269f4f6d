package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts copies on one leg in the further folders in which their items lie at the source. */
record CarriedPlaces(Destination destination, LedgerFolder leg)
        implements AttributeChanges.Carrying<Places> {

    @Override
    public void store(
            FolderPath folder,
            UidValidity validity,
            List<Counterparts.Copy> copies,
            Map<Uid, Places> due)
            throws MailboxException {
        Map<Uid, Places> merged = new TreeMap<>();
        Map<Uid, Places> others = others(new FolderReference(folder, validity), copies, due);
        for (Counterparts.Copy copy : copies) {
            Uid uid = copy.there().uid();
            Places before = copy.entry().places();
            Places now = due.get(copy.entry().uid());
            Places there = merged.getOrDefault(uid, copy.there().places());
            Places taken = before.without(now).without(others.getOrDefault(uid, Places.NONE));
            Places wanted = there.with(now.without(before)).without(taken);
            if (!wanted.equals(there)) {
                merged.put(uid, wanted);
            }
        }
        if (merged.isEmpty()) {
            return;
        }
        destination.storePlaces(folder, validity, merged);
        Map<Uid, ItemHead> after = destination.heads(folder, validity, merged.keySet());
        for (Counterparts.Copy copy : copies) {
            Uid uid = copy.there().uid();
            if (merged.containsKey(uid) && after.containsKey(uid)) {
                check(copy.there().places(), merged.get(uid), after.get(uid).places());
            }
        }
    }

    /** Where copies are to stay, as they stand for other items as well that lie there. */
    private Map<Uid, Places> others(
            FolderReference in, List<Counterparts.Copy> copies, Map<Uid, Places> due)
            throws MailboxException {
        List<LedgerEntry> leaving =
                copies.stream()
                        .map(Counterparts.Copy::entry)
                        .filter(entry -> !entry.places().without(due.get(entry.uid())).isEmpty())
                        .toList();
        if (leaving.isEmpty() || !destination.mayMerge()) {
            return Map.of();
        }
        Map<Uid, Places> others = new HashMap<>(leg.shared(in, leaving));
        for (Counterparts.Copy copy : copies) {
            others.merge(copy.there().uid(), due.get(copy.entry().uid()), Places::with);
        }
        return others;
    }

    /** A store may answer that all is well, and leave it as it was. */
    private static void check(Places before, Places wanted, Places after) throws MailboxException {
        Places missing = wanted.without(after);
        if (!missing.isEmpty()) {
            throw notSo("it was put in " + missing.texts() + " as well, and does not lie there");
        }
        Places left = before.without(wanted);
        Places still = left.without(left.without(after));
        if (!still.isEmpty()) {
            throw notSo("it was taken out of " + still.texts() + ", and still lies there");
        }
    }

    private static MailboxException notSo(String what) {
        return new MailboxException(Scope.MESSAGE, Retry.LATER, what, "The next pass tries again.");
    }

    @Override
    public void record(LedgerFolder leg, Map<Uid, Places> carried) throws MailboxException {
        leg.updatePlaces(carried);
    }
}
