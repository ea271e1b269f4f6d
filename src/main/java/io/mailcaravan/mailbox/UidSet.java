package io.mailcaravan.mailbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * A set of UIDs, held as sorted numbers (8 bytes each) and written as IMAP writes it: {@code
 * 1:4,7,9:12}.
 *
 * <p>Immutable.
 */
public final class UidSet {

    /** No UID at all. */
    public static final UidSet EMPTY = new UidSet(new long[0]);

    private final long[] values;

    private UidSet(long[] sortedDistinct) {
        this.values = sortedDistinct;
    }

    /** The given numbers, in any order, doubled ones once. */
    public static UidSet of(long... values) {
        return new UidSet(LongStream.of(values).sorted().distinct().toArray());
    }

    /** The UIDs of the collection. */
    public static UidSet of(Collection<Uid> uids) {
        return of(uids.stream().mapToLong(Uid::value).toArray());
    }

    /**
     * Reads an IMAP sequence set without {@code *}.
     *
     * @throws IllegalArgumentException when the text is no set of numbers
     */
    public static UidSet parse(String text) {
        if (text.isBlank()) {
            return EMPTY;
        }
        LongStream all = LongStream.empty();
        for (String part : text.trim().split(",")) {
            int colon = part.indexOf(':');
            long from = Long.parseLong(colon < 0 ? part : part.substring(0, colon));
            long to = colon < 0 ? from : Long.parseLong(part.substring(colon + 1));
            all =
                    LongStream.concat(
                            all, LongStream.rangeClosed(Math.min(from, to), Math.max(from, to)));
        }
        return of(all.toArray());
    }

    public boolean contains(Uid uid) {
        return Arrays.binarySearch(values, uid.value()) >= 0;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public int size() {
        return values.length;
    }

    /** The numbers, rising. */
    public LongStream stream() {
        return LongStream.of(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && Arrays.equals(values, set.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; ) {
            int end = i;
            while (end + 1 < values.length && values[end + 1] == values[end] + 1) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ",").append(values[i]);
            if (end > i) {
                text.append(':').append(values[end]);
            }
            i = end + 1;
        }
        return text.toString();
    }
}
