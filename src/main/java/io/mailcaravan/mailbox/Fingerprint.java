package io.mailcaravan.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one message's content from another's without reading it whole. Good to find a message
 * again, never alone a reason to skip one: some messages have no Message-ID, others share one, and
 * the same mail delivered to two addresses may differ in a few bytes of a trace field.
 *
 * @param messageId the {@code Message-ID} header's value, trimmed; empty where there is none
 * @param sent the {@code Date} header's value, likewise
 * @param header over the whole header block, line ends aside
 * @param size as in {@link ItemHead}
 * @param internalDate as in {@link ItemHead}
 */
public record Fingerprint(
        Optional<String> messageId,
        Optional<String> sent,
        Digest header,
        long size,
        Instant internalDate) {

    /**
     * Takes what is in the header from the message itself. All stores do it so, so that the
     * fingerprints of two stores agree.
     *
     * @param message read to the end of its header at most; not closed
     */
    public static Fingerprint of(InputStream message, long size, Instant internalDate)
            throws IOException {
        HeaderBlock header = HeaderBlock.read(message);
        return new Fingerprint(
                header.messageId(), header.sent(), header.digest(), size, internalDate);
    }

    /**
     * Whether this is another message than that one for sure, whatever a store or the steps of a
     * route have added to one of them or changed in it.
     */
    public boolean isSurelyAnother(Fingerprint other) {
        if (messageId.isPresent() && other.messageId.isPresent()) {
            return !messageId.equals(other.messageId);
        }
        return !header.equals(other.header)
                && sent.isPresent()
                && other.sent.isPresent()
                && !sent.equals(other.sent);
    }

    /** Whether the store tells when it received the item. */
    public boolean hasDate() {
        return InternalDate.isKnown(internalDate);
    }
}
