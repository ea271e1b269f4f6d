package io.mailcaravan.store.maildir;

import java.util.function.IntBinaryOperator;

/** Sorts numbers by an order of one's own without making an object of each. */
final class IntSort {

    private IntSort() {}

    /**
     * Stable.
     *
     * @param compare as a comparator's
     */
    static void sort(int[] numbers, IntBinaryOperator compare) {
        if (numbers.length > 1) {
            sort(numbers, numbers.clone(), 0, numbers.length, compare);
        }
    }

    /** Sorts the range of {@code to}; {@code from} holds the same numbers in it. */
    private static void sort(int[] to, int[] from, int start, int end, IntBinaryOperator compare) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        sort(from, to, start, middle, compare);
        sort(from, to, middle, end, compare);
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft =
                    right == end
                            || (left < middle && compare.applyAsInt(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
