package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file in a text, from {@code begin 644 NAME} to {@code end}, as mail had it before MIME and as
 * old gateways still write it.
 *
 * @param from where its first line begins
 * @param to behind its last line
 */
record Uuencoded(int from, int to, Bytes content) {

    private static final Pattern BEGIN = Pattern.compile("begin [0-7]{3,4} \\S[^\\r\\n]{0,300}");

    private static final int LONGEST_LINE = 400;

    /** Without the copy that the class makes for others. */
    private static final class Collected extends ByteArrayOutputStream {
        Bytes bytes() {
            return Bytes.of(ByteBuffer.wrap(buf, 0, count));
        }
    }

    /** Whether a text begins with such a file. */
    static boolean begins(Bytes text) {
        return BEGIN.matcher(line(text, 0)).matches();
    }

    /** The first one in a text; empty where there is none. */
    static Optional<Uuencoded> in(Bytes text) {
        return in(text, 0);
    }

    /** The first one from the beginning of a line on. */
    static Optional<Uuencoded> in(Bytes text, int from) {
        for (int at = from; at < text.size(); at = next(text, at)) {
            if (text.u8(at) == 'b' && BEGIN.matcher(line(text, at)).matches()) {
                return Optional.of(decode(text, at));
            }
        }
        return Optional.empty();
    }

    private static Uuencoded decode(Bytes text, int from) {
        Collected content = new Collected();
        int at = next(text, from);
        while (at < text.size()) {
            String line = line(text, at);
            int after = next(text, at);
            if (line.equals("end")) {
                return new Uuencoded(from, after, content.bytes());
            }
            if (!line.isEmpty() && !line(line, content)) {
                break; // the end is missing
            }
            at = after;
        }
        return new Uuencoded(from, at, content.bytes());
    }

    /** Whether it is one; spaces at its end may have been lost on the way. */
    private static boolean line(String line, ByteArrayOutputStream content) {
        int size = line.charAt(0) - ' ' & 0x3F;
        if (line.charAt(0) < ' ' || line.charAt(0) > '`' || line.length() > size / 3 * 4 + 8) {
            return false;
        }
        for (int i = 0; i < size; i += 3) {
            int at = 1 + i / 3 * 4;
            int bits =
                    value(line, at) << 18
                            | value(line, at + 1) << 12
                            | value(line, at + 2) << 6
                            | value(line, at + 3);
            for (int byteOfThree = 0; byteOfThree < Math.min(3, size - i); byteOfThree++) {
                content.write(bits >>> (16 - 8 * byteOfThree));
            }
        }
        return true;
    }

    private static int value(String line, int at) {
        return at < line.length() ? line.charAt(at) - ' ' & 0x3F : 0;
    }

    /** Without its end, and no longer than a line of such a file can be. */
    private static String line(Bytes text, int from) {
        int end = from;
        while (end < text.size() && end - from < LONGEST_LINE && text.u8(end) != '\n') {
            end++;
        }
        if (end > from && text.u8(end - 1) == '\r') {
            end--;
        }
        return text.slice(from, end - from).text(StandardCharsets.ISO_8859_1);
    }

    private static int next(Bytes text, int from) {
        int at = from;
        while (at < text.size() && text.u8(at) != '\n') {
            at++;
        }
        return Math.min(text.size(), at + 1);
    }
}
