package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.ItemHead;
import java.util.List;
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
        List<String> mappings = CopyNote.mappedBy(entry.note());
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
    Optional<Carrying<Flags>> to(Destination destination, LedgerFolder leg) {
        return Optional.of(new CarriedFlags(destination, pass.progress()));
    }
}
