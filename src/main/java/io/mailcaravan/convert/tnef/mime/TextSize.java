package io.mailcaravan.convert.tnef.mime;

/** How large a text becomes as quoted-printable in UTF-8, RFC 2045 section 6.7; never too small. */
final class TextSize {

    /** Of each encoded byte. */
    private static final int ENCODED = 3;

    /** A line of 76 characters takes an equals sign and a line end. */
    private static final int LINE = 70;

    private TextSize() {}

    static long of(String text) {
        long size = 0;
        for (int i = 0; i < text.length(); i++) {
            size += size(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : '\n');
        }
        return size + size / LINE * ENCODED + ENCODED;
    }

    private static int size(char c, char next) {
        if (c == '\r' || c == '\n') {
            return 2;
        } else if (c == ' ') {
            return next == '\r' || next == '\n'
                    ? ENCODED
                    : 1; // at the end of a line it would be lost
        } else if (c > ' ' && c < 0x7F && c != '=' && c != 'F') { // F may begin "From "
            return 1;
        } else if (c < 0x80) {
            return ENCODED;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 * ENCODED : 3 * ENCODED;
    }
}
