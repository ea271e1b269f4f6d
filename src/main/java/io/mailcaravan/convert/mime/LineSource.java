package io.mailcaravan.convert.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A message as lines. CRLF, LF and CR end a line, and so does a run of CR before an LF, as a broken
 * conversion leaves it; NUL bytes count for nothing. A line of any length comes in pieces, so that
 * no line has to be held as a whole.
 */
final class LineSource {

    /** A piece, and as many bytes behind it as may belong to its line end. */
    private static final int AHEAD = 2 * LinePiece.LONGEST + 2;

    private static final int BUFFER = 4 * AHEAD;

    private final InputStream in;
    private final Deque<LinePiece> unread = new ArrayDeque<>(2);

    /** Replaced, never written over: pieces are parts of it. */
    private byte[] buffer = new byte[0];

    /** The position of the buffer's first byte in the message. */
    private long start;

    private int at;
    private int filled;
    private boolean exhausted;
    private boolean first = true;

    /** Where the last line end began. */
    private long before;

    /** Up to here each CR is a line end of its own: no LF follows them. */
    private long loneCrs;

    private boolean nulBytes;
    private boolean otherLineEnds;

    LineSource(InputStream in) {
        this.in = in;
    }

    /** Whether a NUL byte was left out so far. */
    boolean hadNulBytes() {
        return nulBytes;
    }

    /** Whether a line ended in something else than CRLF so far. */
    boolean hadOtherLineEnds() {
        return otherLineEnds;
    }

    /** Where the next piece begins; at the end, how many bytes the message has. */
    long position() {
        return unread.isEmpty() ? start + at : unread.peek().from();
    }

    /** The next piece; null at the end. */
    LinePiece next() throws IOException {
        if (!unread.isEmpty()) {
            return unread.pop();
        }
        fill();
        int from = at;
        int limit = Math.min(from + LinePiece.LONGEST, filled);
        boolean nul = false;
        int end = from;
        for (; end < limit; end++) {
            byte b = buffer[end];
            if (b <= '\r') {
                if (b == '\n' || b == '\r') {
                    break;
                }
                nul |= b == 0;
            }
        }
        boolean last = end < from + LinePiece.LONGEST;
        int next = last ? behindLineEnd(end) : end;
        return piece(from, end, next, last, nul);
    }

    /** Behind the line end that begins here; here where none does, but the message ends. */
    private int behindLineEnd(int end) {
        if (end == filled) {
            return end;
        }
        if (buffer[end] == '\n') {
            otherLineEnds = true;
            return end + 1;
        }
        return start + end < loneCrs ? end + 1 : behindCr(end);
    }

    private int behindCr(int cr) {
        int most = Math.min(cr + LinePiece.LONGEST, filled);
        boolean plain = true;
        boolean nul = false;
        int behind = cr + 1;
        while (behind < most && (buffer[behind] == '\r' || buffer[behind] == 0)) {
            plain &= buffer[behind] == 0;
            nul |= buffer[behind] == 0;
            behind++;
        }
        if (behind < filled && buffer[behind] == '\n') {
            otherLineEnds |= !plain;
            nulBytes |= nul;
            return behind + 1;
        }
        otherLineEnds = true;
        loneCrs = start + behind;
        return cr + 1;
    }

    private LinePiece piece(int from, int end, int next, boolean last, boolean nul) {
        byte[] bytes = buffer;
        int offset = from;
        int length = end - from;
        if (nul) {
            nulBytes = true;
            bytes = new byte[length];
            length = 0;
            for (int i = from; i < end; i++) {
                if (buffer[i] != 0) {
                    bytes[length++] = buffer[i];
                }
            }
            offset = 0;
        }
        LinePiece piece = null;
        if (next > end || length > 0 || !first || !last) { // else it is the message's end
            LinePiece.Extent extent =
                    new LinePiece.Extent(before, start + from, start + end, start + next);
            piece = new LinePiece(bytes, offset, length, first, last, extent);
            first = last;
            before = start + end;
        }
        at = next;
        return piece;
    }

    private void fill() throws IOException {
        if (exhausted || filled - at >= AHEAD) {
            return;
        }
        byte[] larger = new byte[BUFFER];
        int rest = filled - at;
        System.arraycopy(buffer, at, larger, 0, rest);
        int more = in.readNBytes(larger, rest, BUFFER - rest);
        exhausted = more < BUFFER - rest;
        start += at;
        at = 0;
        filled = rest + more;
        buffer = larger;
    }

    /** Gives a piece back, to be told again before any other. */
    void unread(LinePiece piece) {
        unread.push(piece);
    }

    /** The next piece, which stays; null at the end. */
    LinePiece peek() throws IOException {
        LinePiece piece = next();
        if (piece != null) {
            unread.push(piece);
        }
        return piece;
    }
}
