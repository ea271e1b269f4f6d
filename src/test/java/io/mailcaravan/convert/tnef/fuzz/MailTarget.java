package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.ConversionPromise;

/** Any bytes, as they come. */
public final class MailTarget {

    private MailTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        ConversionPromise.holds(input);
    }
}
