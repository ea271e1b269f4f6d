package io.mailcaravan.convert.mime;

import java.io.ByteArrayOutputStream;
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
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int BASE64_WIDTH = 76;
    private static final int WIDTH = 990;

    /** 76 without the {@code =} of a soft break. */
    private static final int QUOTED_WIDTH = 75;

    private final OutputStream out;
    private final Way way;
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    private int column;
    private int sinceEquals = 2;
    private int heldSpace = -1;

    LineWrapper(OutputStream out, Way way) {
        this.out = out;
        this.way = way;
    }

    void write(LinePiece piece) throws IOException {
        if (piece.first()) {
            column = 0;
            sinceEquals = 2;
        }
        switch (way) {
            case AS_IS -> piece.writeTo(out);
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
        for (int at = 0; at < bytes.length; ) {
            if (column == width) {
                out.write(CRLF);
                column = 0;
            }
            int run = Math.min(width - column, bytes.length - at);
            out.write(bytes, at, run);
            column += run;
            at += run;
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

    private void encode(LinePiece piece) throws IOException {
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
        encoded.writeTo(out);
        encoded.reset();
    }

    private void literal(int b) {
        room(1);
        encoded.write(b);
        column++;
    }

    private void escape(byte b) {
        room(3);
        encoded.write('=');
        encoded.write(HEX[(b >> 4) & 0xF]);
        encoded.write(HEX[b & 0xF]);
        column += 3;
    }

    private void room(int needed) {
        if (column + needed > QUOTED_WIDTH) {
            encoded.write('=');
            encoded.write(CRLF, 0, CRLF.length);
            column = 0;
        }
    }
}
