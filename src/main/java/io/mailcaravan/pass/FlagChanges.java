package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.progress.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries over flags that have changed. */
final class FlagChanges extends AttributeChanges<Flags> {

    FlagChanges(FolderLegs legs, PassContext pass, Consumer<String> refused) {
        super(legs, pass, refused);
    }

    @Override
    Flags of(ItemHead head) {
        return head.flags();
    }

    @Override
    Flags carried(LedgerEntry entry) {
        return entry.flags();
    }

    /** As the mappings have them through which its item went, unless one of those is gone. */
    @Override
    Optional<Flags> due(LedgerEntry entry, Flags atSource, Destination destination) {
        List<String> mappings = CopyNote.mappedBy(entry.reason());
        Optional<Flags> due = pass.settings().mappings().flags(mappings, atSource);
        if (due.isEmpty()) {
            pass.progress()
                    .remark(
                            "Flags are not carried over to copies that were mapped by "
                                    + String.join(", ", mappings)
                                    + ", as that file is there no more, or cannot be read. Put it"
                                    + " back.");
        }
        return due;
    }

    @Override
    void carry(LedgerFolder leg, Destination destination, Due<Flags> due) throws MailboxException {
        Counterparts counterparts = new Counterparts(destination, due.entries());
        CarriedFlags at = new CarriedFlags(destination, pass.progress());
        List<LedgerEntry> done =
                counterparts.each(
                        pass,
                        due.refused(),
                        (folder, validity, copies) -> at.store(folder, validity, copies, due.of()));
        Map<Uid, Flags> carried = new HashMap<>();
        done.forEach(entry -> carried.put(entry.uid(), due.of().get(entry.uid())));
        if (!carried.isEmpty()) {
            leg.updateFlags(carried, at.notes());
            pass.progress()
                    .count(
                            leg.path().kind(),
                            Figure.FLAGS_CHANGED,
                            counterparts.acted() - at.inVain());
        }
    }
}
