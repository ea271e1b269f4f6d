package io.mailcaravan.pass;

import java.util.regex.Pattern;

/** Reasons why items were skipped, put together by the rule. */
public final class SkipReasons {

    /** What {@link io.mailcaravan.filter.ItemFilter} says of the item itself, before the rule. */
    private static final Pattern ITEM =
            Pattern.compile("^(?:received [^,]+|dated [^,]+|\\d+ bytes), ");

    private SkipReasons() {}

    /** {@code over maxSize=25MB} for {@code 31000000 bytes, over maxSize=25MB}. */
    public static String rule(String reason) {
        return ITEM.matcher(reason).replaceFirst("");
    }
}
