package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;

/**
 * Whether a message may hold TNEF; quick, as nearly all messages hold none. Every type under which
 * TNEF travels has a hyphen in its name, and base64, which large messages are made of, has none.
 */
final class QuickCheck {

    private static final String TNEF = "ms-tnef";
    private static final String OCTET_STREAM = "octet-stream";

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long HYPHENS = ONES * '-';

    private static final int CHUNK = 8 << 10;

    /** A header that has no end within so many bytes is left to the parser. */
    private static final int LONGEST_HEADER = 8 << 10;

    /** As many as show what the content is, in any transfer encoding. */
    private static final int START = 64;

    private final Bytes message;

    /** Where a part begins that is known to be something else. */
    private int other = -1;

    private QuickCheck(Bytes message) {
        this.message = message;
    }

    static boolean mayHoldTnef(Bytes message) {
        return new QuickCheck(message).mayHoldTnef();
    }

    private boolean mayHoldTnef() {
        byte[] chunk = new byte[Math.min(CHUNK, message.size())];
        for (int from = 0; from < message.size(); from += chunk.length) {
            int size = Math.min(chunk.length, message.size() - from);
            message.copy(from, chunk, size);
            if (mayHoldTnef(chunk, size, from)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayHoldTnef(byte[] chunk, int size, int from) {
        int at = 0;
        for (; at + Long.BYTES <= size; at += Long.BYTES) {
            long difference = Bytes.eight(chunk, at) ^ HYPHENS;
            // a byte that is zero, that is a hyphen, borrows from its high bit
            long hyphens = difference - ONES & ~difference & HIGH_BITS;
            for (; hyphens != 0; hyphens &= hyphens - 1) {
                if (isType(from + at + Long.numberOfTrailingZeros(hyphens) / Byte.SIZE)) {
                    return true;
                }
            }
        }
        for (; at < size; at++) {
            if (isType(from + at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the hyphen of a type that may be TNEF is here. */
    private boolean isType(int at) {
        if (message.u8(at) != '-' || at + 1 == message.size()) {
            return false;
        }
        int next = message.u8(at + 1) | 0x20; // in lower case
        return (next == 't' && isAround(at, TNEF))
                || (next == 's' && isAround(at, OCTET_STREAM) && mayBeTnef(at));
    }

    /** Whether the part in whose header this is begins as TNEF does; most are something else. */
    private boolean mayBeTnef(int inHeader) {
        if (inHeader < other) {
            return false;
        }
        int end = Math.min(message.size(), inHeader + LONGEST_HEADER);
        int line = inHeader;
        for (int at = inHeader; at < end; at++) {
            if (message.u8(at) != '\n') {
                continue;
            }
            if (at == line || (at == line + 1 && message.u8(line) == '\r')) {
                other = at + 1;
                return beginsTnef(message.slice(other, Math.min(START, message.size() - other)));
            }
            line = at + 1;
        }
        return end < message.size();
    }

    private static boolean beginsTnef(Bytes body) {
        boolean escaped = body.startsWith((byte) 'x', (byte) '=') || body.startsWith((byte) '=');
        return TnefStream.isTnef(body)
                || TnefStream.isTnef(TransferDecoder.decode(body, "base64"))
                || (escaped && TnefStream.isTnef(TransferDecoder.decode(body, "quoted-printable")));
    }

    private boolean isAround(int hyphen, String word) {
        int from = hyphen - word.indexOf('-');
        if (from < 0 || from + word.length() > message.size()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toLowerCase(message.u8(from + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
