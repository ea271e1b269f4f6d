package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.ConversionPromise;
import io.mailcaravan.convert.tnef.LzfuBuilder;
import io.mailcaravan.convert.tnef.MapiBuilder;
import io.mailcaravan.convert.tnef.TnefBuilder;
import java.util.Arrays;

/** Any bytes as the RTF of a message; the first one says how. */
public final class RtfTarget {

    static final byte COMPRESSED = 0;
    static final byte PACKED = 1;
    static final byte TEXT = 2;

    private static final int LZFU = 0x75465A4C;

    private RtfTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] rtf =
                switch (input[0] & 3) {
                    case COMPRESSED -> rest;
                    case PACKED -> LzfuBuilder.packed(LZFU, 1 << 16, rest);
                    default -> LzfuBuilder.compress(rest);
                };
        ConversionPromise.holds(
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .properties(new MapiBuilder().binary(0x1009, rtf))
                        .bytes());
    }
}
