package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells which copies their owner has deleted at the destination: with items that are gone from the
 * source, too, there is nothing to be lost. It costs a listing there.
 */
final class GoneCopies {

    private final Destination destination;

    GoneCopies(Destination destination) {
        this.destination = destination;
    }

    /**
     * Items whose copies are gone. A folder that is gone or was made anew tells nothing of them.
     *
     * @param entries of copies whose places are known, see {@link Counterparts#isKnown}
     */
    List<Uid> of(List<LedgerEntry> entries) throws MailboxException {
        List<Uid> gone = new ArrayList<>();
        for (Map.Entry<FolderReference, List<LedgerEntry>> in :
                FolderReference.group(entries, LedgerEntry::copyFolder).entrySet()) {
            try {
                gone.addAll(at(in.getKey(), in.getValue()));
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
            }
        }
        return gone;
    }

    private List<Uid> at(FolderReference in, List<LedgerEntry> entries) throws MailboxException {
        Map<Uid, ItemHead> there =
                destination.heads(
                        in.path(),
                        in.uidValidity(),
                        entries.stream().map(LedgerEntry::copyUid).toList());
        return entries.stream()
                .filter(entry -> !there.containsKey(entry.copyUid()))
                .map(LedgerEntry::uid)
                .toList();
    }
}
