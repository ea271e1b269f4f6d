package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which copies their owner has deleted at the destination: with items that are gone from the
 * source, too, there is nothing to be lost. It costs a listing there.
 */
final class GoneCopies {

    private record Life(FolderPath folder, UidValidity validity) {}

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
        Map<Life, List<LedgerEntry>> lives = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            lives.computeIfAbsent(
                            new Life(
                                    entry.destinationFolder().orElseThrow(),
                                    entry.destinationUidValidity().orElseThrow()),
                            none -> new ArrayList<>())
                    .add(entry);
        }
        List<Uid> gone = new ArrayList<>();
        for (Map.Entry<Life, List<LedgerEntry>> life : lives.entrySet()) {
            try {
                gone.addAll(at(life.getKey(), life.getValue()));
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
            }
        }
        return gone;
    }

    private List<Uid> at(Life life, List<LedgerEntry> entries) throws MailboxException {
        Map<Uid, ItemHead> there =
                destination.heads(
                        life.folder(),
                        life.validity(),
                        entries.stream()
                                .map(entry -> entry.destinationUid().orElseThrow())
                                .toList());
        return entries.stream()
                .filter(entry -> !there.containsKey(entry.destinationUid().orElseThrow()))
                .map(LedgerEntry::uid)
                .toList();
    }
}
