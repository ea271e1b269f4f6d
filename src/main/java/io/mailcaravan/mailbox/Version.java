package io.mailcaravan.mailbox;

/**
 * What tells that an item's content has changed: an ETag, a change key. Two contents of one item
 * have different ones; nothing else can be read in it.
 *
 * @param text empty for what never changes, and where it is not known
 */
public record Version(String text) {

    /** Of a message, whose content stays as it is. */
    public static final Version NONE = new Version("");

    public boolean isKnown() {
        return !text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
