package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.ConversionLimits;

/**
 * What a conversion may cost and keeps.
 *
 * @param keepOriginal keep the TNEF part also where the conversion lost nothing
 * @param keepRtf add a body's RTF as one more alternative
 */
public record TnefOptions(ConversionLimits limits, boolean keepOriginal, boolean keepRtf) {

    /** For mail as it comes. */
    public static final TnefOptions DEFAULT =
            new TnefOptions(ConversionLimits.DEFAULT, false, false);
}
