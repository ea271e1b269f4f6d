package io.mailcaravan.append;

import io.mailcaravan.convert.mime.MessageRepair;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What a destination that refuses an item may take instead. */
final class Repairs {

    private Repairs() {}

    /** What the ledger is to note. */
    static String note(List<String> rules) {
        return "repaired: " + String.join(", ", rules);
    }

    /** Empty where no rule applies; the caller closes the content. */
    static Optional<MessageRepair.Repaired> of(Item item, Spool spool) {
        try {
            return MessageRepair.repair(item.content(), spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
