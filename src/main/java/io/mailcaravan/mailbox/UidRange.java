package io.mailcaravan.mailbox;

/**
 * All UIDs from the first to the last, both included.
 *
 * @param last {@link Uid#MAX} for "to the end of the folder"
 */
public record UidRange(Uid first, Uid last) {

    /** The whole folder. */
    public static final UidRange ALL = new UidRange(Uid.MIN, Uid.MAX);

    public UidRange {
        if (last.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a UID range runs upwards, not " + first + " to " + last);
        }
    }

    /** Everything from this UID on. */
    public static UidRange from(Uid first) {
        return new UidRange(first, Uid.MAX);
    }

    public boolean contains(Uid uid) {
        return uid.compareTo(first) >= 0 && uid.compareTo(last) <= 0;
    }

    /** As IMAP writes it: {@code 5:9}, {@code 5:*}. */
    @Override
    public String toString() {
        return first + ":" + (last.equals(Uid.MAX) ? "*" : last);
    }
}
