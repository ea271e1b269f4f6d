package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.store.MessageIdHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Takes an item's fingerprint from its content. */
final class MessageIds {

    private MessageIds() {}

    static Fingerprint fingerprint(Item item) {
        return new Fingerprint(messageId(item), item.content().size(), item.head().internalDate());
    }

    private static Optional<String> messageId(Item item) {
        try (InputStream in = item.content().open()) {
            return MessageIdHeader.of(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
