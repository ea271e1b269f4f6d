package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.report.ConversionReport;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.ConversionLimits;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What holds for any input: no exception, the same bytes each time, output within the limits, and
 * what is not converted stays as it was. Throws {@link AssertionError} where it does not hold.
 */
public final class ConversionPromise {

    /** So low that small inputs reach them. */
    private static final ConversionLimits LOW =
            new ConversionLimits(3, 60, 4000, 1 << 20, 20, Duration.ofSeconds(60));

    private static final List<TnefOptions> OPTIONS =
            List.of(
                    TnefOptions.DEFAULT,
                    new TnefOptions(ConversionLimits.DEFAULT, true, true),
                    new TnefOptions(LOW, false, true));

    /** A field, or a line that goes on with one; a server may refuse longer ones. */
    private static final Pattern HEADER_LINE =
            Pattern.compile("([!-9;-~]+: ?|[ \\t])[\\x20-\\x7E\\t]{0,997}");

    private ConversionPromise() {}

    public static void holds(byte[] input) {
        TnefOptions options = OPTIONS.get(input.length % OPTIONS.size());
        TnefToMime converter = new TnefToMime(options);
        Bytes bytes = Bytes.of(input);
        Conversion conversion = converter.whatever(bytes); // beneath what hides exceptions
        byte[] output = written(conversion);
        ConversionReport.of("input", conversion);
        if (!conversion.isChanged()) {
            require(Arrays.equals(input, output), "what is not converted changed", "");
        } else if (TnefStream.isTnef(bytes)) {
            header(conversion, output);
        }
        long most = options.limits().outputFor(input.length) + 20L * input.length + (1 << 16);
        require(output.length <= most, "too large", output.length);
        require(Arrays.equals(output, written(conversion)), "written twice, it differs", "");
        byte[] again = written(converter.convert(bytes));
        require(Arrays.equals(output, again), "converted twice, it differs", "");
        for (ConvertedStream stream : conversion.streams()) {
            for (String warning : stream.warnings()) {
                require(!warning.contains("cannot be written"), "not written", warning);
            }
        }
    }

    /** What comes before the first empty line is ours, except for a signed content's own fields. */
    private static void header(Conversion conversion, byte[] output) {
        boolean signed =
                conversion
                        .streams()
                        .getFirst()
                        .message()
                        .orElseThrow()
                        .messageClass()
                        .is("IPM.Note.SMIME");
        if (signed) {
            return;
        }
        String text = new String(output, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        require(end > 0, "no empty line behind the header", text);
        for (String line : text.substring(0, end).split("\r\n", -1)) {
            require(HEADER_LINE.matcher(line).matches(), "header line", line);
        }
    }

    private static byte[] written(Conversion conversion) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            conversion.writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError("writing into memory fails", e);
        }
    }

    private static void require(boolean holds, String otherwise, Object what) {
        if (!holds) {
            throw new AssertionError(otherwise + ": " + what);
        }
    }
}
