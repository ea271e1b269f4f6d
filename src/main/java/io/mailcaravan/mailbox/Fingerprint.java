package io.mailcaravan.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one item's content from another's; a message's without reading it whole. Good to find
 * a message again, never alone a reason to skip one: some messages have no Message-ID, others share
 * one, and the same mail delivered to two addresses may differ in a few bytes of a trace field.
 * Contacts, events and tasks that have one UID are one.
 *
 * @param identity the {@code Message-ID} header's value, trimmed, or the UID of a vCard or of an
 *     iCalendar object; empty where there is none
 * @param sent the {@code Date} header's value, likewise; empty but for messages
 * @param header over the whole header block of a message, line ends aside; over all lines of what
 *     is none
 * @param size as in {@link ItemHead}
 * @param internalDate as in {@link ItemHead}
 */
public record Fingerprint(
        Optional<String> identity,
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
     * The same for items of any kind; those that are no messages are read to their end.
     *
     * @param content not closed
     */
    public static Fingerprint of(
            ItemKind kind, InputStream content, long size, Instant internalDate)
            throws IOException {
        if (kind == ItemKind.MESSAGE) {
            return of(content, size, internalDate);
        }
        ContentLines lines = ContentLines.read(content);
        return new Fingerprint(lines.uid(), Optional.empty(), lines.digest(), size, internalDate);
    }

    /**
     * Whether this is another message than that one for sure, whatever a store or the steps of a
     * route have added to one of them or changed in it.
     */
    public boolean isSurelyAnother(Fingerprint other) {
        if (identity.isPresent() && other.identity.isPresent()) {
            return !identity.equals(other.identity);
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
