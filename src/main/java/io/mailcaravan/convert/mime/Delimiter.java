package io.mailcaravan.convert.mime;

import java.nio.charset.StandardCharsets;

/**
 * The line between two parts of a multipart (RFC 2046, 5.1.1): two dashes and the boundary, behind
 * the last part two more dashes, then nothing but spaces and tabs.
 */
final class Delimiter {

    private final byte[] line;

    Delimiter(String boundary) {
        line = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether a line may be one of any multipart: most lines of a message are not. */
    static boolean mayBe(LinePiece line) {
        return line.first()
                && line.last()
                && line.length() > 2
                && line.at(0) == '-'
                && line.at(1) == '-';
    }

    boolean isIn(LinePiece line) {
        return opens(line) || closes(line);
    }

    /** Whether a part begins behind the line. */
    boolean opens(LinePiece line) {
        return begins(line) && withoutPadding(line) == this.line.length;
    }

    /** Whether the last part ends in front of the line. */
    boolean closes(LinePiece line) {
        int size = this.line.length;
        return begins(line)
                && withoutPadding(line) == size + 2
                && line.at(size) == '-'
                && line.at(size + 1) == '-';
    }

    private boolean begins(LinePiece other) {
        return other.startsWith(line);
    }

    private static int withoutPadding(LinePiece line) {
        int length = line.length();
        while (length > 0 && (line.at(length - 1) == ' ' || line.at(length - 1) == '\t')) {
            length--;
        }
        return length;
    }
}
