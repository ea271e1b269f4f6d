package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Base64 in lines, RFC 2045 section 6.8. Nearly all that a conversion writes goes through here, and
 * Java's own encoder hands over line by line.
 */
final class Base64Lines {

    private static final int LINE = 57;
    private static final int ENCODED_LINE = 76 + 2;
    private static final int LINES = 144;

    /** Two characters for each 12 bits. */
    private static final char[] PAIRS = pairs();

    private Base64Lines() {}

    /** Each line with its end, and at least one. */
    static void write(Bytes content, OutputStream out) throws IOException {
        int most = Math.min(LINES, content.size() / LINE + 1);
        byte[] chunk = new byte[most * LINE];
        byte[] text = new byte[most * ENCODED_LINE];
        int at = 0;
        do {
            int size = Math.min(chunk.length, content.size() - at);
            content.copy(at, chunk, size);
            out.write(text, 0, encode(chunk, size, text));
            at += size;
        } while (at < content.size());
    }

    private static int encode(byte[] in, int size, byte[] text) {
        int to = 0;
        int from = 0;
        do {
            int end = Math.min(size, from + LINE);
            for (; from + 3 <= end; from += 3) {
                int bits =
                        (in[from] & 0xFF) << 16
                                | (in[from + 1] & 0xFF) << 8
                                | (in[from + 2] & 0xFF);
                char first = PAIRS[bits >>> 12];
                char second = PAIRS[bits & 0xFFF];
                text[to] = (byte) (first >>> 8);
                text[to + 1] = (byte) first;
                text[to + 2] = (byte) (second >>> 8);
                text[to + 3] = (byte) second;
                to += 4;
            }
            if (from < end) {
                to = last(in, from, end, text, to);
                from = end;
            }
            text[to++] = '\r';
            text[to++] = '\n';
        } while (from < size);
        return to;
    }

    /** One or two bytes, padded. */
    private static int last(byte[] in, int from, int end, byte[] text, int to) {
        boolean two = end - from == 2;
        int bits = (in[from] & 0xFF) << 16 | (two ? (in[from + 1] & 0xFF) << 8 : 0);
        char first = PAIRS[bits >>> 12];
        text[to] = (byte) (first >>> 8);
        text[to + 1] = (byte) first;
        text[to + 2] = two ? (byte) (PAIRS[bits & 0xFFF] >>> 8) : (byte) '=';
        text[to + 3] = '=';
        return to + 4;
    }

    private static char[] pairs() {
        char[] pairs = new char[1 << 12];
        Base64.Encoder encoder = Base64.getEncoder();
        for (int bits = 0; bits < pairs.length; bits++) {
            byte[] three = {(byte) (bits >>> 4), (byte) (bits << 4), 0};
            String text = new String(encoder.encode(three), StandardCharsets.US_ASCII);
            pairs[bits] = (char) (text.charAt(0) << 8 | text.charAt(1));
        }
        return pairs;
    }
}
