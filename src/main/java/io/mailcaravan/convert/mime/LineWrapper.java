package io.mailcaravan.convert.mime;

import io.mailcaravan.convert.mime.LineSource.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the lines of one body, broken in the way that its encoding allows. */
final class LineWrapper {

    /** How to break a line. */
    enum Way {
        /** Not at all. */
        AS_IS,
        /** A line end counts for nothing (RFC 2045, 6.8). */
        BASE64,
        /** A soft line break is not part of the text (RFC 2045, 6.7). */
        SOFT_BREAK,
        /** Everything is encoded anew as quoted-printable. */
        ENCODE,
        /** A line end is inserted: the text changes. */
        HARD_BREAK
    }

    private static final byte[] CRLF = {'\r', '\n'};
    private static final int BASE64_WIDTH = 76;
    private static final int WIDTH = 990;

    /** 76 without the {@code =} of a soft break. */
    private static final int QUOTED_WIDTH = 75;

    private final OutputStream out;
    private final Way way;
    private int column;
    private int sinceEquals = 2;
    private int heldSpace = -1;

    LineWrapper(OutputStream out, Way way) {
        this.out = out;
        this.way = way;
    }

    void write(Piece piece) throws IOException {
        if (piece.first()) {
            column = 0;
            sinceEquals = 2;
        }
        switch (way) {
            case AS_IS -> out.write(piece.bytes());
            case BASE64 -> wrap(piece.bytes(), BASE64_WIDTH);
            case HARD_BREAK -> wrap(piece.bytes(), WIDTH);
            case SOFT_BREAK -> softBreak(piece.bytes());
            case ENCODE -> encode(piece);
        }
        if (piece.last() && piece.ended()) {
            out.write(CRLF);
        }
    }

    private void wrap(byte[] bytes, int width) throws IOException {
        for (byte b : bytes) {
            if (column == width) {
                out.write(CRLF);
                column = 0;
            }
            out.write(b);
            column++;
        }
    }

    private void softBreak(byte[] bytes) throws IOException {
        for (byte b : bytes) {
            if (column >= WIDTH && sinceEquals >= 2) {
                out.write('=');
                out.write(CRLF);
                column = 0;
            }
            out.write(b);
            column++;
            sinceEquals = b == '=' ? 0 : sinceEquals + 1;
        }
    }

    private void encode(Piece piece) throws IOException {
        for (byte b : piece.bytes()) {
            if (heldSpace >= 0) {
                literal(heldSpace);
                heldSpace = -1;
            }
            if (b == ' ' || b == '\t') {
                heldSpace = b;
            } else if (b > ' '
                    && b < 127
                    && b != '='
                    && !(b == '-' && column % QUOTED_WIDTH == 0)) {
                literal(b);
            } else {
                escape(b); // a dash in front, too, so that no line looks like a boundary
            }
        }
        if (piece.last() && heldSpace >= 0) {
            escape((byte) heldSpace); // white space at the end of a line gets lost on the way
            heldSpace = -1;
        }
    }

    private void literal(int b) throws IOException {
        room(1);
        out.write(b);
        column++;
    }

    private void escape(byte b) throws IOException {
        room(3);
        out.write(String.format("=%02X", b & 0xFF).getBytes(StandardCharsets.US_ASCII));
        column += 3;
    }

    private void room(int needed) throws IOException {
        if (column + needed > QUOTED_WIDTH) {
            out.write('=');
            out.write(CRLF);
            column = 0;
        }
    }
}
