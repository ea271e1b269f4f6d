package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.progress.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Carries over in which further folders items lie, to destinations that keep several. */
final class PlaceChanges extends AttributeChanges<Places> {

    PlaceChanges(FolderLegs legs, PassContext pass, Consumer<String> refused) {
        super(legs, pass, refused);
    }

    @Override
    Places of(ItemHead head) {
        return head.places();
    }

    @Override
    Places carried(LedgerEntry entry) {
        return entry.places();
    }

    @Override
    Optional<Places> due(LedgerEntry entry, Places atSource, Destination destination)
            throws MailboxException {
        if (!destination.keepsPlaces()) {
            return Optional.empty();
        }
        Optional<Places> mapped =
                pass.settings()
                        .mappings()
                        .places(CopyNote.mappedBy(entry.reason()), pass.taken(atSource));
        Optional<Places> placed =
                mapped.isEmpty() ? Optional.empty() : destination.placed(mapped.get());
        return placed.map(there -> there.without(entry.destinationFolder().orElseThrow()));
    }

    @Override
    void carry(LedgerFolder leg, Destination destination, Due<Places> due) throws MailboxException {
        Counterparts counterparts = new Counterparts(destination, due.entries());
        List<LedgerEntry> done =
                counterparts.each(
                        pass,
                        due.refused(),
                        (folder, validity, copies) ->
                                store(destination, folder, validity, copies, due.of()));
        Map<Uid, Places> carried = new HashMap<>();
        done.forEach(entry -> carried.put(entry.uid(), due.of().get(entry.uid())));
        if (!carried.isEmpty()) {
            leg.updatePlaces(carried);
            pass.progress().count(leg.path().kind(), Figure.FLAGS_CHANGED, counterparts.acted());
        }
    }

    private static void store(
            Destination destination,
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
        for (Map.Entry<Uid, Places> one : merged.entrySet()) {
            ItemHead head = after.get(one.getKey());
            if (head != null && !one.getValue().without(head.places()).isEmpty()) {
                throw new MailboxException(
                        Scope.MESSAGE,
                        Retry.LATER,
                        "it was put in "
                                + one.getValue().without(head.places()).texts()
                                + " as well, and does not lie there",
                        "The next pass tries again.");
            }
        }
    }
}
