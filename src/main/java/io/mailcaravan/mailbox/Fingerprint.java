package io.mailcaravan.mailbox;

import java.time.Instant;
import java.util.Optional;

/**
 * What tells one message's content from another's without reading it whole. Good to find a message
 * again, never alone a reason to skip one: some messages have no Message-ID, others share one.
 *
 * @param messageId the {@code Message-ID} header's value, trimmed; empty where there is none
 * @param size as in {@link ItemHead}
 * @param internalDate as in {@link ItemHead}
 */
public record Fingerprint(Optional<String> messageId, long size, Instant internalDate) {

    /** Whether the store tells when it received the item. */
    public boolean hasDate() {
        return InternalDate.isKnown(internalDate);
    }
}
