package io.mailcaravan.mailbox;

import java.time.Instant;

/**
 * What a store tells of an item without its content.
 *
 * @param places further folders that the item lies in
 * @param internalDate when the store received it, to the second; not the {@code Date:} header;
 *     {@link InternalDate#UNKNOWN} where the store tells none that can be (see {@link #hasDate()})
 * @param size bytes of content, as the store announces them; some announce wrongly, so never trust
 *     it for a buffer; 0 where the store announces none
 * @param version of the content that it goes with; {@link Version#NONE} for messages
 */
public record ItemHead(
        Uid uid, Flags flags, Places places, Instant internalDate, long size, Version version) {

    /** Of an item that lies in one folder, and whose content never changes. */
    public ItemHead(Uid uid, Flags flags, Instant internalDate, long size) {
        this(uid, flags, Places.NONE, internalDate, size, Version.NONE);
    }

    /** The same with other flags. */
    public ItemHead with(Flags others) {
        return new ItemHead(uid, others, places, internalDate, size, version);
    }

    /** The same in other folders. */
    public ItemHead with(Places others) {
        return others.equals(places)
                ? this
                : new ItemHead(uid, flags, others, internalDate, size, version);
    }

    /** The same as received at that time. */
    public ItemHead received(Instant date) {
        return new ItemHead(uid, flags, places, date, size, version);
    }

    /** The same with another size. */
    public ItemHead withSize(long bytes) {
        return new ItemHead(uid, flags, places, internalDate, bytes, version);
    }

    /** The same in that version. */
    public ItemHead with(Version other) {
        return new ItemHead(uid, flags, places, internalDate, size, other);
    }

    /** The same where nobody knows of which version the content is. */
    public ItemHead withoutVersion() {
        return with(Version.NONE);
    }

    /** Whether the store tells when it received the item; {@link MessageDate} may know. */
    public boolean hasDate() {
        return InternalDate.isKnown(internalDate);
    }
}
