package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * @param modSeq of its last change
 * @param contentModSeq of the last change of its content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemoryItem(ItemKind kind, ItemHead head, byte[] bytes, long modSeq, long contentModSeq) {

    /** The same with other flags or places. */
    MemoryItem with(ItemHead other, long newModSeq) {
        return new MemoryItem(kind, other, bytes, newModSeq, contentModSeq);
    }

    Fingerprint fingerprint() {
        try {
            return Fingerprint.of(
                    kind, new ByteArrayInputStream(bytes), bytes.length, head.internalDate());
        } catch (IOException e) {
            throw new UncheckedIOException("an array can be read", e);
        }
    }
}
