package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * @param modSeq of its last change
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemoryItem(ItemHead head, byte[] bytes, long modSeq) {

    MemoryItem with(Flags flags, long newModSeq) {
        return new MemoryItem(
                new ItemHead(head.uid(), flags, head.internalDate(), head.size()),
                bytes,
                newModSeq);
    }

    Item toItem() {
        return new Item(head, Content.of(bytes));
    }

    Fingerprint fingerprint() {
        try {
            return Fingerprint.of(
                    new ByteArrayInputStream(bytes), bytes.length, head.internalDate());
        } catch (IOException e) {
            throw new UncheckedIOException("an array can be read", e);
        }
    }
}
