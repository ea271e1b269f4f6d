package io.mailcaravan.pass;

import io.mailcaravan.filter.SourcePlaces;
import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries over in which further folders items lie, to destinations that keep several. */
final class PlaceChanges extends AttributeChanges<Places> {

    private final FolderPath folder;
    private final LackingPlaces lacking;

    /**
     * @param folder at the source
     * @param lacking is told of folders that cannot be there
     */
    PlaceChanges(
            FolderPath folder,
            FolderLegs legs,
            PassContext pass,
            Consumer<String> refused,
            LackingPlaces lacking) {
        super(legs, pass, refused);
        this.folder = folder;
        this.lacking = lacking;
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
        SourcePlaces.Lying lying = pass.places().of(folder, atSource);
        if (pass.places().isHome(folder) && lying.excluded().isPresent()) {
            return Optional.empty(); // it is no longer the route's
        }
        List<String> mappings = CopyNote.mappedBy(entry.note());
        Optional<Folder> in = pass.settings().mappings().folder(mappings, lying.folder());
        Optional<Places> mapped = pass.settings().mappings().places(mappings, lying.further());
        if (in.isEmpty() || mapped.isEmpty()) {
            return Optional.empty();
        }
        FolderPath listed = entry.destinationFolder().orElseThrow();
        Optional<FolderPath> home = destination.homeOf(in.get());
        if (home.filter(listed::equals).isEmpty() && home.isPresent() && !isByStep(entry)) {
            // to Gmail's Trash or back: no label says so
            lacking.add(
                    entry.uid(),
                    destination.leg(),
                    Map.of(
                            home.get(),
                            "its copy is in '"
                                    + listed
                                    + "', and another move there is not carried over. Move it there"
                                    + " by hand"));
            return Optional.empty();
        }
        Placed placed = destination.placed(in.get(), lying.label(), mapped.get());
        // what a step had asked for in vain is tried again, as the source's are
        Places due = CopyNote.placesDue(entry.note()).without(listed);
        Places meant = placed.meant(listed).with(due);
        // what a step of the route did not want there is not missing
        Places wanted = CopyNote.placesBySteps(entry.note(), meant, meant);
        Map<FolderPath, String> missing = new HashMap<>(placed.lacking());
        missing.keySet().retainAll(wanted.folders());
        lacking.add(entry.uid(), destination.leg(), missing);
        return Optional.of(meant.without(new Places(missing.keySet())));
    }

    /** Where a step has named the folder, it may be anywhere. */
    private static boolean isByStep(LedgerEntry entry) {
        return !CopyNote.placesBySteps(entry.note(), Places.NONE, Places.of(FolderPath.INBOX))
                .isEmpty();
    }

    @Override
    Optional<Carrying<Places>> to(Destination destination, LedgerFolder leg)
            throws MailboxException {
        return destination.keepsPlaces()
                ? Optional.of(new CarriedPlaces(destination, leg))
                : Optional.empty();
    }
}
