package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.ConversionPromise;

/** Any bytes behind the signature, as a raw stream. */
public final class StreamTarget {

    private static final byte[] SIGNATURE = {0x78, (byte) 0x9F, 0x3E, 0x22};

    private StreamTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        byte[] stream = input.clone();
        System.arraycopy(SIGNATURE, 0, stream, 0, Math.min(SIGNATURE.length, stream.length));
        ConversionPromise.holds(stream);
    }
}
