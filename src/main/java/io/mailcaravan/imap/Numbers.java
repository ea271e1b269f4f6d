package io.mailcaravan.imap;

/** Numbers in answers, which may be anything. */
final class Numbers {
    /** What is no number, or none that can be. */
    static final long NONE = -1;

    /** The largest UID, UIDVALIDITY and number of messages (RFC 9051, 9). */
    static final long MOST_32 = 0xFFFF_FFFFL;

    private Numbers() {}

    /** A number of up to 63 bits; {@link #NONE} for all else. */
    static long of(String text) {
        if (text == null || text.isEmpty() || text.length() > 19) {
            return NONE;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return NONE;
            }
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return NONE; // beyond 63 bits
        }
    }

    /** A number of up to 32 bits; {@link #NONE} for all else. */
    static long of32(String text) {
        long number = of(text);
        return number > MOST_32 ? NONE : number;
    }

    /** The next number of a line, whatever stands there; {@link #NONE} where it is none. */
    static long next(ServerLine line) {
        line.skipSpaces();
        byte[] bytes = line.bytes();
        int start = line.position();
        int at = start;
        long number = 0;
        while (at < line.end() && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 19) {
            number = number * 10 + bytes[at++] - '0';
        }
        boolean ends = at == line.end() || " ()<>[]".indexOf(bytes[at]) >= 0;
        if (at > start && ends && number >= 0) {
            line.position(at);
            return number;
        }
        return NONE;
    }
}
