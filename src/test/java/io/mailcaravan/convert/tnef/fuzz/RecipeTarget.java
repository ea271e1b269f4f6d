package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.ConversionPromise;

/** Any bytes as instructions to the writer of streams; so lengths and checksums are right. */
public final class RecipeTarget {

    private RecipeTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        ConversionPromise.holds(Recipe.stream(input));
    }
}
