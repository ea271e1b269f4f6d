package io.mailcaravan.convert.tnef.rtf;

import java.nio.charset.StandardCharsets;

/** Splits RTF into tokens. Never fails: what is no token is text, and the end may come anywhere. */
final class RtfTokens {

    enum Kind {
        GROUP_START,
        GROUP_END,
        /** A control word: {@link #word}, {@link #hasNumber}, {@link #number}. */
        WORD,
        /** A control symbol: its character is in {@link #value}. */
        SYMBOL,
        /** A byte of text written as {@code \'hh}, in {@link #value}. */
        HEX,
        /** A byte of text, in {@link #value}. */
        TEXT,
        END
    }

    /** No control word of the specification is longer. */
    private static final int LONGEST_WORD = 32;

    private final byte[] rtf;
    private int at;

    String word;
    boolean hasNumber;
    int number;
    int value;

    RtfTokens(byte[] rtf) {
        this.rtf = rtf;
    }

    Kind next() {
        while (at < rtf.length) {
            int b = rtf[at++] & 0xFF;
            if (b == '{') {
                return Kind.GROUP_START;
            } else if (b == '}') {
                return Kind.GROUP_END;
            } else if (b == '\\') {
                return control();
            } else if (b != '\r' && b != '\n' && b != 0) { // line ends in the file mean nothing
                value = b;
                return Kind.TEXT;
            }
        }
        return Kind.END;
    }

    private Kind control() {
        if (at >= rtf.length) {
            return Kind.END;
        }
        int b = rtf[at];
        if (isLetter(b)) {
            return controlWord();
        }
        at++;
        if (b == '\'' && at + 1 < rtf.length) {
            int high = Character.digit(rtf[at], 16);
            int low = Character.digit(rtf[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                value = high << 4 | low;
                return Kind.HEX;
            }
        }
        value = b & 0xFF;
        return Kind.SYMBOL;
    }

    private Kind controlWord() {
        int from = at;
        while (at < rtf.length && at - from < LONGEST_WORD && isLetter(rtf[at])) {
            at++;
        }
        word = new String(rtf, from, at - from, StandardCharsets.US_ASCII);
        boolean negative = at < rtf.length && rtf[at] == '-';
        int digits = negative ? at + 1 : at;
        long parsed = 0;
        int end = digits;
        while (end < rtf.length && end - digits < 10 && rtf[end] >= '0' && rtf[end] <= '9') {
            parsed = parsed * 10 + rtf[end++] - '0';
        }
        hasNumber = end > digits;
        number = (int) Math.min(Integer.MAX_VALUE, parsed) * (negative ? -1 : 1);
        if (hasNumber) {
            at = end;
        }
        if (at < rtf.length && rtf[at] == ' ') {
            at++;
        }
        if (hasNumber && word.equals("bin")) {
            at += Math.clamp(number, 0, rtf.length - at);
        }
        return Kind.WORD;
    }

    private static boolean isLetter(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }
}
