package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.mime.MessageRepair;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What a destination that refuses an item may take instead. */
final class Repairs {

    private Repairs() {}

    /** Empty where no rule applies; the caller closes the content. */
    static Optional<MessageRepair.Repaired> of(Item item, Spool spool) {
        try {
            return MessageRepair.repair(item.content(), spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
