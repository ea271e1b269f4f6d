package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.progress.MailboxProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives copies on one leg the flags that have changed at the source, and tells what did not stay: a
 * store takes what it can keep and drops the rest without a word.
 */
final class CarriedFlags implements AttributeChanges.Carrying<Flags> {

    private final Destination destination;
    private final MailboxProgress progress;

    /** For the ledger, of those that did not get all. */
    private final Map<Uid, String> notes = new HashMap<>();

    private long inVain;

    CarriedFlags(Destination destination, MailboxProgress progress) {
        this.destination = destination;
        this.progress = progress;
    }

    @Override
    public void store(
            FolderPath folder,
            UidValidity validity,
            List<Counterparts.Copy> copies,
            Map<Uid, Flags> due)
            throws MailboxException {
        Map<Uid, Flags> merged = new TreeMap<>();
        Map<Uid, Counterparts.Copy> added = new TreeMap<>();
        for (Counterparts.Copy copy : copies) {
            // several items may have one copy
            Flags there = merged.getOrDefault(copy.there().uid(), copy.there().flags());
            Flags wanted = merge(copy.entry().flags(), there, due.get(copy.entry().uid()));
            if (!wanted.equals(there)) {
                merged.put(copy.there().uid(), wanted);
            }
            if (!wanted.without(there).isEmpty()) {
                added.put(copy.there().uid(), copy);
            }
        }
        if (merged.isEmpty()) {
            return;
        }
        destination.storeFlags(folder, validity, merged);
        if (added.isEmpty()) {
            return;
        }
        Map<Uid, ItemHead> after = destination.heads(folder, validity, added.keySet());
        for (Map.Entry<Uid, Counterparts.Copy> one : added.entrySet()) {
            ItemHead head = after.get(one.getKey());
            if (head != null) {
                look(folder, one.getValue(), merged.get(one.getKey()), head.flags());
            }
        }
    }

    private static Flags merge(Flags before, Flags there, Flags due) {
        return there.with(due.without(before)).without(before.without(due));
    }

    private void look(FolderPath folder, Counterparts.Copy copy, Flags wanted, Flags after) {
        Flags dropped = wanted.without(after);
        if (dropped.isEmpty()) {
            return;
        }
        if (after.equals(copy.there().flags())) {
            inVain++;
        }
        LedgerEntry entry = copy.entry();
        notes.put(entry.uid(), CopyNote.withDropped(entry.note(), dropped));
        progress.remark(
                "Folder '"
                        + folder
                        + "' of "
                        + destination.leg()
                        + " does not keep flags that were set later at the source: "
                        + dropped
                        + ". The ledger notes it of each message.");
    }

    @Override
    public void record(LedgerFolder leg, Map<Uid, Flags> carried) throws MailboxException {
        leg.updateFlags(carried, notes);
    }

    @Override
    public long inVain() {
        return inVain;
    }
}
