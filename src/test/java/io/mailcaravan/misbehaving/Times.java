package io.mailcaravan.misbehaving;

import java.util.Random;

/** How often a fault shows. */
interface Times {
    boolean now();

    static Times always() {
        return named("always", () -> true);
    }

    /** The first so many times. */
    static Times first(int most) {
        int[] left = {most};
        return named(
                "the first " + most + " times",
                () -> {
                    synchronized (left) {
                        return left[0]-- > 0;
                    }
                });
    }

    /** A single time, after it went well so often. */
    static Times once(int before) {
        int[] passed = {0};
        return named(
                "once, after " + before + " times without",
                () -> {
                    synchronized (passed) {
                        return passed[0]++ == before;
                    }
                });
    }

    /** By chance, for so many times at most. */
    static Times sometimes(double share, int most, Random random) {
        int[] left = {most};
        return named(
                Math.round(share * 100) + " % of the time, at most " + most + " times",
                () -> {
                    synchronized (left) {
                        return random.nextDouble() < share && left[0]-- > 0;
                    }
                });
    }

    private static Times named(String words, Times times) {
        return new Times() {
            @Override
            public boolean now() {
                return times.now();
            }

            @Override
            public String toString() {
                return words;
            }
        };
    }
}
