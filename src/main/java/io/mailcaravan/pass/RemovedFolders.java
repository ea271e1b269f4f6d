package io.mailcaravan.pass;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.session.Look;
import io.mailcaravan.session.UidRuns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries over that folders are gone from the source, where the route asks for deletions. What a
 * renamed folder has brought to its new place is deleted in the old one, in whichever pass that
 * succeeds; what has not come there yet stays; what is nowhere any more is deleted as far as the
 * route allows in one pass.
 */
final class RemovedFolders {

    private final LedgerMailbox mailbox;
    private final Look look;
    private final PassContext pass;
    private final Set<FolderPath> there = new HashSet<>();
    private final MovedCopies moved;

    /** To be called before the pass goes through the folders. */
    RemovedFolders(LedgerMailbox mailbox, Look look, PassContext pass) {
        this.mailbox = mailbox;
        this.look = look;
        this.pass = pass;
        this.moved = new MovedCopies(mailbox, look.statuses());
        look.folders().stream().filter(Folder::selectable).map(Folder::path).forEach(there::add);
    }

    /** To be called when the pass has gone through all folders that are there. */
    void carry() throws MailboxException {
        // a folder that could not be listed is not gone
        if (pass.settings().deletions() == Deletions.NEVER || !look.problems().isEmpty()) {
            return;
        }
        for (LedgerLeg leg : mailbox.legs()) {
            List<LedgerFolder> removed =
                    leg.folders().stream()
                            .filter(folder -> !there.contains(folder.path()))
                            .toList();
            Optional<Destination> destination = pass.destination(leg.leg());
            if (!removed.isEmpty() && destination.isPresent()) {
                carry(leg, removed, destination.get());
            }
            if (destination.isPresent()) {
                carryFormer(leg, destination.get());
            }
        }
    }

    /**
     * A folder was renamed or removed, and another one has taken its path. What is copied under its
     * new name is deleted in the old place. Of the rest nobody knows whether it is gone, or only
     * not recognised under its new UIDs: it is told, and stays.
     */
    private void carryFormer(LedgerLeg leg, Destination destination) throws MailboxException {
        for (LedgerFolder former : leg.former()) {
            if (there.contains(former.path())) {
                MovedCopies.Fate fate = fate(leg, former, destination);
                delete(former, UidSet.of(fate.moved()), destination);
                long left = fate.gone().size() + fate.open().size();
                if (left > 0) {
                    pass.progress().remark(left(leg, former, left));
                }
            }
        }
    }

    private static String left(LedgerLeg leg, LedgerFolder former, long left) {
        return "folder '"
                + former.path()
                + "' is another one at the source than before (its UIDVALIDITY was "
                + former.uidValidity()
                + "); "
                + left
                + " items that were copied out of the former one to "
                + leg.leg()
                + " and were not recognised in the new one stay there. Delete them there if they are"
                + " not wanted";
    }

    private void carry(LedgerLeg leg, List<LedgerFolder> removed, Destination destination)
            throws MailboxException {
        long there = 0;
        long gone = 0;
        List<String> names = new ArrayList<>();
        Map<LedgerFolder, MovedCopies.Fate> fates = new LinkedHashMap<>();
        for (LedgerFolder folder : removed) {
            MovedCopies.Fate fate = fate(leg, folder, destination);
            fates.put(folder, fate);
            there += fate.there();
            gone += fate.gone().size();
            if (!fate.gone().isEmpty()) {
                names.add("'" + folder.path() + "'");
            }
            if (!fate.open().isEmpty()) {
                pass.progress().remark(open(leg, folder, fate.open().size()));
            }
        }
        boolean all = gone <= pass.settings().maxDeletions().of(there);
        if (!all) {
            pass.progress().problem(tooMany(leg, names, gone));
        }
        for (Map.Entry<LedgerFolder, MovedCopies.Fate> one : fates.entrySet()) {
            MovedCopies.Fate fate = one.getValue();
            // should what is gone come back, what its owner has deleted there is still known
            UidSet uids = all ? fate.unneeded() : UidSet.of(fate.moved());
            delete(one.getKey(), uids, destination);
        }
    }

    private MovedCopies.Fate fate(LedgerLeg leg, LedgerFolder folder, Destination destination)
            throws MailboxException {
        return moved.of(leg, folder, destination, pass.progress()::problem);
    }

    private static String open(LedgerLeg leg, LedgerFolder folder, long open) {
        return "folder '"
                + folder.path()
                + "' is gone from the source; of "
                + open
                + " items that were copied out of it to "
                + leg.leg()
                + " it may have the messages under another name, and no other copies of them are"
                + " known there, so these stay. Delete them there if they are not wanted";
    }

    private void delete(LedgerFolder folder, UidSet uids, Destination destination)
            throws MailboxException {
        if (uids.isEmpty()) {
            return;
        }
        long deleted = 0;
        for (UidRange range : ranges(folder)) {
            List<LedgerEntry> entries =
                    Counterparts.of(folder, range).stream()
                            .filter(entry -> uids.contains(entry.uid()))
                            .toList();
            deleted +=
                    new Counterparts(destination, entries)
                            .delete(folder, pass, pass.progress()::problem);
        }
        if (deleted > 0) {
            folder.beginAnew(); // should it come back, what is in it is copied again
        }
    }

    private static List<UidRange> ranges(LedgerFolder folder) throws MailboxException {
        return UidRuns.upTo(folder.uids(ItemState.COPIED).stream().max().orElse(0));
    }

    private String tooMany(LedgerLeg leg, List<String> names, long gone) {
        return (names.size() == 1 ? "folder " : "folders ")
                + String.join(", ", names.subList(0, Math.min(3, names.size())))
                + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : "")
                + " with "
                + gone
                + " items that were copied to "
                + leg.leg()
                + " are gone from the source. That is more than maxDeletions="
                + pass.settings().maxDeletions()
                + " allows, so none was deleted there. If it is meant, set maxDeletions="
                + gone
                + " for the next pass.";
    }
}
