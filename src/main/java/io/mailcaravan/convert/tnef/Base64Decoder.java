package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.Arrays;

/**
 * Base64 as mail has it, RFC 2045 section 6.8: what is no digit means nothing, padding is the end.
 * Java's own decoder of streams takes one byte after the other.
 */
final class Base64Decoder {

    private static final int CHUNK = 8 << 10;
    private static final byte[] VALUES = values();

    private final Bytes text;
    private final byte[] decoded;
    private int size;

    /** Digits of a group of four that has not come to its end. */
    private int bits;

    private int digits;

    Base64Decoder(Bytes text) {
        this.text = text;
        this.decoded = new byte[(int) ((long) text.size() * 3 / 4) + 3];
    }

    Bytes decode() {
        byte[] chunk = new byte[Math.min(CHUNK, text.size())];
        boolean more = true;
        for (int at = 0; more && at < text.size(); at += chunk.length) {
            int length = Math.min(chunk.length, text.size() - at);
            text.copy(at, chunk, length);
            more = decode(chunk, length);
        }
        if (digits >= 2) {
            decoded[size++] = (byte) (bits >>> (6 * digits - 8));
        }
        if (digits == 3) {
            decoded[size++] = (byte) (bits >>> 2);
        }
        return Bytes.of(decoded).slice(0, size);
    }

    /** Whether there is more to come. */
    private boolean decode(byte[] chunk, int length) {
        int at = 0;
        while (at < length) {
            at = digits == 0 ? groups(chunk, at, length) : at;
            if (at < length) {
                if (chunk[at] == '=') {
                    return false;
                }
                digit(VALUES[chunk[at] & 0xFF]);
                at++;
            }
        }
        return true;
    }

    /** Decodes while four digits stand together; the position of what is none of them. */
    private int groups(byte[] chunk, int from, int length) {
        int at = from;
        for (; at + 4 <= length; at += 4) {
            int group =
                    VALUES[chunk[at] & 0xFF] << 18
                            | VALUES[chunk[at + 1] & 0xFF] << 12
                            | VALUES[chunk[at + 2] & 0xFF] << 6
                            | VALUES[chunk[at + 3] & 0xFF];
            if (group < 0) {
                return at;
            }
            append(group);
        }
        return at;
    }

    private void digit(int value) {
        if (value < 0) {
            return;
        }
        bits = bits << 6 | value;
        digits++;
        if (digits == 4) {
            append(bits);
            bits = 0;
            digits = 0;
        }
    }

    /** Three bytes, from four digits. */
    private void append(int group) {
        decoded[size] = (byte) (group >>> 16);
        decoded[size + 1] = (byte) (group >>> 8);
        decoded[size + 2] = (byte) group;
        size += 3;
    }

    /** Of each byte, -1 where it is no digit. */
    private static byte[] values() {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < digits.length(); value++) {
            values[digits.charAt(value)] = (byte) value;
        }
        return values;
    }
}
