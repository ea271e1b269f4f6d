package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.TnefStream;
import java.util.stream.Stream;

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
        int size = message.size();
        int at = 0;
        for (; at + Long.BYTES <= size; at += Long.BYTES) {
            long difference = message.i64(at) ^ HYPHENS;
            // a byte that is zero, that is a hyphen, borrows from its high bit
            if ((difference - ONES & ~difference & HIGH_BITS) != 0
                    && isWithin(at, at + Long.BYTES)) {
                return true;
            }
        }
        return isWithin(at, size);
    }

    private boolean isWithin(int from, int end) {
        for (int at = from; at < end; at++) {
            if (message.u8(at) == '-'
                    && (isAround(at, TNEF) || isAround(at, OCTET_STREAM) && mayBeTnef(at))) {
                return true;
            }
        }
        return false;
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
            if (at == line || at == line + 1 && message.u8(line) == '\r') {
                other = at + 1;
                return beginsTnef(message.slice(other, Math.min(START, message.size() - other)));
            }
            line = at + 1;
        }
        return end < message.size();
    }

    private static boolean beginsTnef(Bytes body) {
        return Stream.of("7bit", "base64", "quoted-printable")
                .anyMatch(encoding -> TnefStream.isTnef(TransferDecoder.decode(body, encoding)));
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
