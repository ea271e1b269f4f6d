package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts copies on one leg in the further folders in which their items lie at the source. */
record CarriedPlaces(Destination destination) implements AttributeChanges.Carrying<Places> {

    @Override
    public void store(
            FolderPath folder,
            UidValidity validity,
            List<Counterparts.Copy> copies,
            Map<Uid, Places> due)
            throws MailboxException {
        Map<Uid, Places> merged = new TreeMap<>();
        for (Counterparts.Copy copy : copies) {
            Places before = copy.entry().places();
            Places now = due.get(copy.entry().uid());
            Places there = copy.there().places();
            Places wanted = there.with(now.without(before)).without(before.without(now));
            if (!wanted.equals(there)) {
                merged.put(copy.there().uid(), wanted);
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
