package io.mailcaravan.mailbox;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes as people write it. {@code 1 KB} is 1024 bytes, as mail servers count in their
 * limits.
 */
public final class ByteSize {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,12})\\s*(?:([KMGT])(?:I?B)?|B|BYTES)?");
    private static final String UNITS = "KMGT";

    private ByteSize() {}

    /** Reads {@code 25MB}, {@code 25m}, {@code 25 MiB} or plain bytes; empty when it is none. */
    public static OptionalLong parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        int shift = unit == null ? 0 : 10 * (UNITS.indexOf(unit) + 1);
        return number > Long.MAX_VALUE >> shift
                ? OptionalLong.empty()
                : OptionalLong.of(number << shift);
    }

    /** The shortest form that says the same: {@code 25MB}, {@code 1500}. */
    public static String format(long bytes) {
        int unit = 0;
        long number = bytes;
        while (number > 0 && number % 1024 == 0 && unit < UNITS.length()) {
            number /= 1024;
            unit++;
        }
        return number + (unit == 0 ? "" : UNITS.charAt(unit - 1) + "B");
    }
}
