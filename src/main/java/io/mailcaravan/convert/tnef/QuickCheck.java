package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Whether a message may hold TNEF; quick, as nearly all messages hold none. Every type under which
 * TNEF travels has a hyphen in its name or in the name of its field, and a stream that is uuencoded
 * begins with a circumflex; base64, which large messages are made of, has neither.
 */
final class QuickCheck {

    private static final String TNEF = "ms-tnef";
    private static final String OTHER_TNEF = "x-tnef";
    private static final String CONTENT_TYPE = "content-type";
    private static final String SHORT_TNEF = "application/tnef";

    /** How a stream begins in a uuencoded line, behind the length of the line. */
    private static final String UUENCODED = ">)\\^";

    private static final String OCTET_STREAM = "octet-stream";

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long HYPHENS = ONES * '-';
    private static final long CIRCUMFLEXES = ONES * '^';

    /** From a field's name to the end of the type. */
    private static final int LONGEST_TYPE = 100;

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
            long eight = Bytes.eight(chunk, at);
            long hits = zeros(eight ^ HYPHENS) | zeros(eight ^ CIRCUMFLEXES);
            for (; hits != 0; hits &= hits - 1) {
                if (isType(from + at + Long.numberOfTrailingZeros(hits) / Byte.SIZE)) {
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

    /** The high bit of each byte that is zero, which borrows from it. */
    private static long zeros(long eight) {
        return eight - ONES & ~eight & HIGH_BITS;
    }

    /** Whether the hyphen of a type that may be TNEF is here, or a stream without a type. */
    private boolean isType(int at) {
        if (message.u8(at) == '^') {
            return isAround(at, UUENCODED);
        }
        if (message.u8(at) != '-' || at + 1 == message.size()) {
            return false;
        }
        int next = message.u8(at + 1) | 0x20; // in lower case
        return (next == 't' && (isAround(at, TNEF) || isAround(at, OTHER_TNEF) || isShort(at)))
                || (next == 's' && isAround(at, OCTET_STREAM) && mayBeTnef(at));
    }

    /** Whether this is the field of a type that has no hyphen. */
    private boolean isShort(int at) {
        if (!isAround(at, CONTENT_TYPE)) {
            return false;
        }
        int from = at - CONTENT_TYPE.indexOf('-');
        String field =
                message.slice(from, Math.min(message.size() - from, LONGEST_TYPE))
                        .text(StandardCharsets.ISO_8859_1);
        return field.toLowerCase(Locale.ROOT).contains(SHORT_TNEF);
    }

    /** Whether the part in whose header this is begins as TNEF does; most are something else. */
    private boolean mayBeTnef(int inHeader) {
        if (inHeader < other) {
            return false;
        }
        int end = Math.min(message.size(), inHeader + LONGEST_HEADER);
        boolean empty = false;
        for (int at = inHeader; at < end; at++) {
            int next = behindLineEnd(at);
            if (next == at) {
                empty &= message.u8(at) == 0;
            } else if (empty) {
                other = next;
                return beginsTnef(message.slice(other, Math.min(START, message.size() - other)));
            } else {
                empty = true;
                at = next - 1;
            }
        }
        return end < message.size();
    }

    /** Behind the line end that begins here, as the parser sees it; here where none does. */
    private int behindLineEnd(int at) {
        if (message.u8(at) != '\r') {
            return message.u8(at) == '\n' ? at + 1 : at;
        }
        int next = at + 1;
        int most = Math.min(message.size(), at + START);
        while (next < most && (message.u8(next) == '\r' || message.u8(next) == 0)) {
            next++;
        }
        return next < message.size() && message.u8(next) == '\n' ? next + 1 : at + 1;
    }

    private static boolean beginsTnef(Bytes body) {
        boolean escaped = body.startsWith((byte) 'x', (byte) '=') || body.startsWith((byte) '=');
        return TnefStream.isTnef(body)
                || TnefStream.isTnef(TransferDecoder.decode(body, "base64"))
                || Uuencoded.begins(body)
                || (escaped && TnefStream.isTnef(TransferDecoder.decode(body, "quoted-printable")));
    }

    private boolean isAround(int hyphen, String word) {
        int from = hyphen - word.indexOf(message.u8(hyphen));
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
