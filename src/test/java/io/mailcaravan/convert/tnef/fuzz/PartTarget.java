package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.ConversionPromise;
import io.mailcaravan.convert.tnef.TnefSamples;

/** Any bytes as the TNEF part of a mail, in base64. */
public final class PartTarget {

    private PartTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        ConversionPromise.holds(TnefSamples.mail("outer", "text", input));
    }
}
