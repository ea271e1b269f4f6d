package io.mailcaravan.mailbox;

import java.time.Instant;

/**
 * What a store tells of an item without its content.
 *
 * @param internalDate when the store received it, to the second; not the {@code Date:} header;
 *     {@link InternalDate#UNKNOWN} where the store tells none that can be (see {@link #hasDate()})
 * @param size bytes of content, as the store announces them; some announce wrongly, so never trust
 *     it for a buffer; 0 where the store announces none
 * @param version of the content that it goes with; {@link Version#NONE} for messages
 */
public record ItemHead(Uid uid, Flags flags, Instant internalDate, long size, Version version) {

    /** Of an item whose content never changes. */
    public ItemHead(Uid uid, Flags flags, Instant internalDate, long size) {
        this(uid, flags, internalDate, size, Version.NONE);
    }

    /** The same where nobody knows of which version the content is. */
    public ItemHead withoutVersion() {
        return new ItemHead(uid, flags, internalDate, size);
    }

    /** Whether the store tells when it received the item; {@link MessageDate} may know. */
    public boolean hasDate() {
        return InternalDate.isKnown(internalDate);
    }
}
