package io.mailcaravan.cli;

import java.util.Locale;

/** Bytes for people. */
final class Sizes {

    private Sizes() {}

    /** {@code 12.3 MB}; decimal units, as mail providers state their limits. */
    static String text(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double value = bytes;
        String[] units = {"kB", "MB", "GB", "TB"};
        int unit = -1;
        while (value >= 1_000 && unit < units.length - 1) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
