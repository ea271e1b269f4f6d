package io.mailcaravan.pass;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries over that folders are gone from the source, where the route asks for deletions. What a
 * renamed folder has brought to its new place is deleted in the old one; what is nowhere any more
 * is deleted as far as the route allows in one pass.
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
                UidSet elsewhere = moved(leg, former, destination);
                if (!elsewhere.isEmpty()) {
                    delete(former, elsewhere, destination);
                }
                long left = 0;
                for (UidRange range : ranges(former)) {
                    left += Counterparts.of(former, range).size();
                }
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
        long copied = 0;
        long gone = 0;
        List<String> names = new ArrayList<>();
        Map<LedgerFolder, UidSet> known = new HashMap<>();
        for (LedgerFolder folder : removed) {
            UidSet elsewhere = moved(leg, folder, destination);
            long lost = 0;
            for (UidRange range : ranges(folder)) {
                List<LedgerEntry> entries = Counterparts.of(folder, range);
                copied += entries.size();
                lost += entries.stream().filter(entry -> !elsewhere.contains(entry.uid())).count();
            }
            gone += lost;
            if (lost > 0) {
                names.add("'" + folder.path() + "'");
            }
            known.put(folder, elsewhere);
        }
        boolean all = gone <= pass.settings().maxDeletions().of(copied);
        if (!all) {
            pass.progress().problem(tooMany(leg, names, gone));
        }
        for (LedgerFolder folder : removed) {
            delete(folder, all ? folder.uids(ItemState.COPIED) : known.get(folder), destination);
        }
    }

    /** Those of its items that are copied under another path of the source, to another place. */
    private UidSet moved(LedgerLeg leg, LedgerFolder folder, Destination destination)
            throws MailboxException {
        List<Uid> uids = new ArrayList<>();
        for (UidRange range : ranges(folder)) {
            uids.addAll(moved.of(leg, folder, range, Counterparts.of(folder, range), destination));
        }
        return UidSet.of(uids);
    }

    private void delete(LedgerFolder folder, UidSet uids, Destination destination)
            throws MailboxException {
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
