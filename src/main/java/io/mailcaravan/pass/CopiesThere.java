package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a destination shows of the copies that the ledger knows. */
final class CopiesThere {

    private final Destination destination;
    private final Consumer<String> refused;

    /**
     * @param refused is told why nobody may look into a folder
     */
    CopiesThere(Destination destination, Consumer<String> refused) {
        this.destination = destination;
        this.refused = refused;
    }

    /** What the destination tells of its items. */
    @FunctionalInterface
    interface Told<T> {
        Map<Uid, T> of(FolderPath folder, UidValidity validity, Collection<Uid> uids)
                throws MailboxException;
    }

    /** Of those of which something is told. */
    Map<Uid, Fingerprint> fingerprints(Collection<LedgerEntry> entries) throws MailboxException {
        return look(entries, destination::fingerprints, new HashSet<>());
    }

    /**
     * Looks at copies whose places are known. What lay in a folder that is gone, or another one by
     * now, is not there.
     *
     * @param unseen gets those that nobody may look at
     * @return by the items' UIDs at the source
     */
    <T> Map<Uid, T> look(Collection<LedgerEntry> entries, Told<T> told, Set<Uid> unseen)
            throws MailboxException {
        Map<FolderReference, List<LedgerEntry>> folders =
                FolderReference.group(entries, LedgerEntry::copyFolder);
        Map<Uid, T> found = new HashMap<>();
        if (folders.isEmpty()) {
            return found;
        }
        DestinationLook look =
                destination.look(
                        folders.keySet().stream().map(FolderReference::path).distinct().toList());
        for (Map.Entry<FolderReference, List<LedgerEntry>> in : folders.entrySet()) {
            Map<Uid, Uid> items = new HashMap<>();
            in.getValue().forEach(entry -> items.put(entry.copyUid(), entry.uid()));
            FolderPath folder = in.getKey().path();
            FolderStatus now = look.there().get(folder);
            if (look.unknown().containsKey(folder)) {
                refused.accept(look.unknown().get(folder));
                unseen.addAll(items.values());
            } else if (now != null && now.uidValidity().equals(in.getKey().uidValidity())) {
                try {
                    told.of(folder, now.uidValidity(), items.keySet())
                            .forEach((copy, answer) -> found.put(items.get(copy), answer));
                } catch (MailboxException e) {
                    if (e.scope() != Scope.FOLDER) {
                        throw e;
                    }
                    refused.accept(e.explanation());
                    unseen.addAll(items.values());
                }
            }
        }
        return found;
    }
}
