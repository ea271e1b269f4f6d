package io.mailcaravan.mailbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A set of UIDs, held as ranges (16 bytes each, however many UIDs are in it) and written as IMAP
 * writes it: {@code 1:4,7,9:12}.
 *
 * <p>Immutable.
 */
public final class UidSet {

    /** No UID at all. */
    public static final UidSet EMPTY = new UidSet(new long[0]);

    /** First and last of each range; ranges rise and do not touch. */
    private final long[] ends;

    private UidSet(long[] ends) {
        this.ends = ends;
    }

    /** The given numbers, in any order, doubled ones once. */
    public static UidSet of(long... values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            count += i == 0 || sorted[i] > sorted[i - 1] + 1 ? 1 : 0;
        }
        long[] ends = new long[2 * count];
        int at = -1;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] > sorted[i - 1] + 1) {
                at++;
                ends[2 * at] = sorted[i];
            }
            ends[2 * at + 1] = sorted[i];
        }
        return new UidSet(ends);
    }

    /** All UIDs of these ranges. */
    public static UidSet ofRanges(Collection<UidRange> ranges) {
        return joined(
                ranges.stream()
                        .flatMapToLong(
                                range -> LongStream.of(range.first().value(), range.last().value()))
                        .toArray());
    }

    /** The UIDs of the collection. */
    public static UidSet of(Collection<Uid> uids) {
        return of(uids.stream().mapToLong(Uid::value).toArray());
    }

    /**
     * Reads an IMAP sequence set without {@code *}.
     *
     * @throws IllegalArgumentException when the text is no set of UIDs
     */
    public static UidSet parse(String text) {
        if (text.isBlank()) {
            return EMPTY;
        }
        String[] parts = text.trim().split(",", -1);
        long[] ends = new long[2 * parts.length];
        for (int i = 0; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            long from = uid(colon < 0 ? parts[i] : parts[i].substring(0, colon));
            long to = colon < 0 ? from : uid(parts[i].substring(colon + 1));
            ends[2 * i] = Math.min(from, to);
            ends[2 * i + 1] = Math.max(from, to);
        }
        return joined(ends);
    }

    private static long uid(String text) {
        return new Uid(Long.parseLong(text)).value();
    }

    /** These and those. */
    public UidSet and(UidSet others) {
        if (isEmpty() || others.isEmpty()) {
            return isEmpty() ? others : this;
        }
        long[] all = Arrays.copyOf(ends, ends.length + others.ends.length);
        System.arraycopy(others.ends, 0, all, ends.length, others.ends.length);
        return joined(all);
    }

    /** Ranges in any order, which may overlap. */
    private static UidSet joined(long[] ends) {
        long[] rising = rising(ends);
        int count = 0;
        for (int i = 0; i < rising.length; i += 2) {
            if (count > 0 && rising[i] <= rising[2 * count - 1] + 1) {
                rising[2 * count - 1] = Math.max(rising[2 * count - 1], rising[i + 1]);
            } else {
                rising[2 * count] = rising[i];
                rising[2 * count + 1] = rising[i + 1];
                count++;
            }
        }
        return new UidSet(Arrays.copyOf(rising, 2 * count));
    }

    /** A copy with the ranges in the order of their first UIDs. */
    private static long[] rising(long[] ends) {
        boolean rises = true;
        for (int i = 2; i < ends.length && rises; i += 2) {
            rises = ends[i] >= ends[i - 2];
        }
        if (rises) {
            return ends.clone();
        }
        return IntStream.range(0, ends.length / 2)
                .boxed()
                .sorted((one, other) -> Long.compare(ends[2 * one], ends[2 * other]))
                .flatMapToLong(i -> LongStream.of(ends[2 * i], ends[2 * i + 1]))
                .toArray();
    }

    public boolean contains(Uid uid) {
        int low = 0;
        int high = ends.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (ends[2 * middle + 1] < uid.value()) {
                low = middle + 1;
            } else if (ends[2 * middle] > uid.value()) {
                high = middle - 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Whether all of those are among these. */
    public boolean containsAll(UidSet others) {
        return and(others).equals(this);
    }

    /** What they are made of, rising. */
    public List<UidRange> ranges() {
        return IntStream.range(0, ends.length / 2)
                .mapToObj(i -> new UidRange(new Uid(ends[2 * i]), new Uid(ends[2 * i + 1])))
                .toList();
    }

    public boolean isEmpty() {
        return ends.length == 0;
    }

    /** How many UIDs; {@link Integer#MAX_VALUE} also stands for more. */
    public int size() {
        long size = 0;
        for (int i = 0; i < ends.length; i += 2) {
            size += ends[i + 1] - ends[i] + 1;
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /** The numbers, rising. */
    public LongStream stream() {
        return IntStream.range(0, ends.length / 2)
                .mapToObj(i -> LongStream.rangeClosed(ends[2 * i], ends[2 * i + 1]))
                .flatMapToLong(range -> range);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && Arrays.equals(ends, set.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ends.length; i += 2) {
            text.append(text.isEmpty() ? "" : ",").append(ends[i]);
            if (ends[i + 1] > ends[i]) {
                text.append(':').append(ends[i + 1]);
            }
        }
        return text.toString();
    }
}
