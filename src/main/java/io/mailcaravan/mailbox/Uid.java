package io.mailcaravan.mailbox;

/**
 * The number of a message in one folder and one {@link UidValidity}; never reused, always rising
 * (RFC 9051, 2.3.1.1). A store whose own ids are not numbers keeps a list that numbers them, as
 * Maildir does.
 *
 * @param value 1 to 2^32 - 1
 */
public record Uid(long value) implements Comparable<Uid> {

    /** The largest UID there can be; a range that ends here means "and everything after". */
    public static final Uid MAX = new Uid(0xFFFF_FFFFL);

    /** The smallest UID there can be. */
    public static final Uid MIN = new Uid(1);

    public Uid {
        if (value < 1 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a UID is 1 to 4294967295, not " + value);
        }
    }

    /** The UID after this one; {@link #MAX} stays. */
    public Uid next() {
        return value == MAX.value ? this : new Uid(value + 1);
    }

    @Override
    public int compareTo(Uid other) {
        return Long.compare(value, other.value);
    }

    /** By hand, as each item is looked up several times: what a record does by itself is slow. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Uid uid && value == uid.value;
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
