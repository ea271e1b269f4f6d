package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;

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

    private QuickCheck() {}

    static boolean mayHoldTnef(Bytes message) {
        int size = message.size();
        int at = 0;
        for (; at + Long.BYTES <= size; at += Long.BYTES) {
            long difference = message.i64(at) ^ HYPHENS;
            // a byte that is zero, that is a hyphen, borrows from its high bit
            if ((difference - ONES & ~difference & HIGH_BITS) != 0
                    && isWithin(message, at, at + Long.BYTES)) {
                return true;
            }
        }
        return isWithin(message, at, size);
    }

    private static boolean isWithin(Bytes message, int from, int end) {
        for (int at = from; at < end; at++) {
            if (message.u8(at) == '-'
                    && (isAround(message, at, TNEF) || isAround(message, at, OCTET_STREAM))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAround(Bytes message, int hyphen, String word) {
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
