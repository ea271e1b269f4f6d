package io.mailcaravan.convert.tnef;

/** Writes a file as text, for tests. */
public final class UuBuilder {

    private UuBuilder() {}

    /** As {@code uuencode} writes it. */
    public static String text(byte[] content) {
        StringBuilder out = new StringBuilder("begin 644 winmail.dat\r\n");
        for (int at = 0; at < content.length; at += 45) {
            int size = Math.min(45, content.length - at);
            out.append(digit(size));
            for (int i = 0; i < size; i += 3) {
                int bits = 0;
                for (int n = 0; n < 3; n++) {
                    bits = bits << 8 | (i + n < size ? content[at + i + n] & 0xFF : 0);
                }
                for (int shift = 18; shift >= 0; shift -= 6) {
                    out.append(digit(bits >>> shift & 0x3F));
                }
            }
            out.append("\r\n");
        }
        return out + "`\r\nend\r\n";
    }

    private static char digit(int value) {
        return value == 0 ? '`' : (char) (' ' + value);
    }
}
