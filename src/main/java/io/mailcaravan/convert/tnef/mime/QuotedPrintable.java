package io.mailcaravan.convert.tnef.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Text as quoted-printable, RFC 2045 section 6.7; a line that mbox would escape is none any more.
 */
final class QuotedPrintable extends OutputStream {

    /** With the equals sign of a soft line break 76. */
    private static final int LINE = 75;

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private final OutputStream out;
    private final byte[] line = new byte[LINE + 3];
    private int size;

    /** What cannot be judged before more is known. */
    private byte[] rest = {};

    QuotedPrintable(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * Writes text, or a piece of it.
     *
     * @param text with CR LF as line ends
     */
    @Override
    public void write(byte[] text, int offset, int length) throws IOException {
        byte[] all = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(text, offset, all, rest.length, length);
        int end = encode(all, all.length - FROM.length);
        rest = Arrays.copyOfRange(all, end, all.length);
    }

    /** Writes what is left; nothing may follow. */
    void finish() throws IOException {
        encode(rest, rest.length);
        out.write(line, 0, size);
    }

    /** Encodes what begins before the limit, and says where the rest begins. */
    private int encode(byte[] text, int limit) throws IOException {
        int at = 0;
        while (at < limit) {
            if (isLineEnd(text, at)) {
                at += 2;
                endLine();
                continue;
            }
            boolean plain = isPlain(text, at);
            if (size + (plain ? 1 : 3) > LINE) {
                line[size++] = '=';
                endLine();
            }
            if (plain && !(size == 0 && isFrom(text, at))) {
                line[size++] = text[at];
            } else {
                line[size++] = '=';
                line[size++] = HEX[text[at] >> 4 & 0xF];
                line[size++] = HEX[text[at] & 0xF];
            }
            at++;
        }
        return at;
    }

    private void endLine() throws IOException {
        line[size++] = '\r';
        line[size++] = '\n';
        out.write(line, 0, size);
        size = 0;
    }

    /** White space at the end of a line would get lost on the way. */
    private static boolean isPlain(byte[] text, int at) {
        int b = text[at];
        if (b == ' ' || b == '\t') {
            return at + 1 < text.length && !isLineEnd(text, at + 1);
        }
        return b > ' ' && b < 0x7F && b != '=';
    }

    private static boolean isLineEnd(byte[] text, int at) {
        return text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
    }

    private static boolean isFrom(byte[] text, int at) {
        for (int i = 0; i < FROM.length; i++) {
            if (at + i >= text.length || text[at + i] != FROM[i]) {
                return false;
            }
        }
        return true;
    }
}
