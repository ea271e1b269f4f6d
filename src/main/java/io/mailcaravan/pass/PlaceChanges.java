package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import java.util.Optional;
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
        Optional<Places> mapped =
                pass.settings()
                        .mappings()
                        .places(CopyNote.mappedBy(entry.reason()), pass.taken(atSource));
        Optional<Places> placed =
                mapped.isEmpty() ? Optional.empty() : destination.placed(mapped.get());
        return placed.map(there -> there.without(entry.destinationFolder().orElseThrow()));
    }

    @Override
    Optional<Carrying<Places>> to(Destination destination) throws MailboxException {
        return destination.keepsPlaces()
                ? Optional.of(new CarriedPlaces(destination))
                : Optional.empty();
    }
}
