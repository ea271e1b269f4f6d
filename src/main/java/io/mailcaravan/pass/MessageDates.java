package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MessageDate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The date of receipt of items whose source does not tell it. */
final class MessageDates {

    private MessageDates() {}

    static Optional<MessageDate> of(Content content) {
        try (InputStream in = content.open()) {
            return MessageDate.of(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Item with(Item item, MessageDate date) {
        return new Item(item.head().received(date.date()), item.content());
    }

    /** For the ledger. */
    static String note(MessageDate date) {
        return CopyNote.ofDate(date.field());
    }
}
