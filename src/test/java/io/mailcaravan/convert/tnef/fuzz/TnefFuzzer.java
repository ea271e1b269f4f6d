package io.mailcaravan.convert.tnef.fuzz;

import java.util.Arrays;

/** What Jazzer calls: the first byte says what the others are. */
public final class TnefFuzzer {

    private TnefFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            FuzzTarget.of(input[0]).run(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
