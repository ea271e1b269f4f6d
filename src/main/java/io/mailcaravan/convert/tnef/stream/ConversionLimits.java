package io.mailcaravan.convert.tnef.stream;

import java.time.Duration;

/**
 * What a message may cost, as TNEF comes from anywhere.
 *
 * @param depth embedded messages inside each other; a deeper one stays a file
 * @param attributes of all streams, also of embedded messages
 * @param rtf bytes of one body, decompressed, and characters of the HTML made from it; characters
 *     of any other body
 * @param output bytes of the converted message
 * @param ratio output bytes for each byte of input, beyond the first 10 MiB of output
 * @param time of one message; looked at in all that takes long, so it ends a little later
 */
public record ConversionLimits(
        int depth, int attributes, int rtf, long output, int ratio, Duration time) {

    private static final long FREE = 10 << 20;

    /** For mail as it comes. */
    public static final ConversionLimits DEFAULT =
            new ConversionLimits(32, 100_000, 16 << 20, 4L << 30, 20, Duration.ofSeconds(60));

    /** Bytes that a message made from {@code input} bytes may have. */
    public long outputFor(long input) {
        return Math.min(output, FREE + ratio * input);
    }
}
