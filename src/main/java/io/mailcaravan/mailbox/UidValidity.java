package io.mailcaravan.mailbox;

/**
 * Tells one life of a folder from the next: when it changes, all UIDs known before mean nothing
 * (RFC 9051, 2.3.1.1).
 *
 * @param value 1 to 2^32 - 1
 */
public record UidValidity(long value) {

    public UidValidity {
        if (value < 1 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a UIDVALIDITY is 1 to 4294967295, not " + value);
        }
    }

    /** By hand, as each item is looked up several times: what a record does by itself is slow. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UidValidity validity && value == validity.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
