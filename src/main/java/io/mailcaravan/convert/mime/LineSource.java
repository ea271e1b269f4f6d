package io.mailcaravan.convert.mime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long UP_TO_CR = ONES * ('\r' + 1);

    private final InputStream in;
    private final Deque<LinePiece> unread = new ArrayDeque<>(2);

    private byte[] buffer = new byte[0];

    /** The position of the buffer's first byte in the message. */
    private long start;

    private int at;
    private int filled;
    private boolean exhausted;

    /** Of the piece that begins at {@link #at}, once it has been scanned. */
    private int end;

    private int next;
    private boolean first = true;
    private boolean last;
    private boolean nul;

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
        if (isShort()) {
            fill(new byte[BUFFER]); // pieces are parts of the one before
        }
        scan();
        return piece();
    }

    /**
     * Leaves out what cannot be a boundary line, and makes no pieces of it; those told before are
     * no longer valid.
     */
    void skipToDash() throws IOException {
        while (unread.isEmpty()) {
            if (isShort()) {
                fill(buffer.length == 0 ? new byte[BUFFER] : buffer);
            }
            boolean mayBe = first && at < filled && (buffer[at] == '-' || buffer[at] == 0);
            if (mayBe || at == filled) {
                return;
            }
            scan();
            leave();
        }
    }

    /** Finds out how far the next piece goes. */
    private void scan() {
        int most = at + LinePiece.LONGEST;
        nul = false;
        end = lineEnd(at, Math.min(most, filled));
        last = end < most;
        next = last ? behindLineEnd(end) : end;
    }

    /** The first CR or LF, or the limit; eight bytes at a time, as few are smaller than those. */
    private int lineEnd(int from, int limit) {
        int i = from;
        for (; i + Long.BYTES <= limit; i += Long.BYTES) {
            long eight = (long) EIGHT.get(buffer, i);
            long low = eight - UP_TO_CR & ~eight & HIGH_BITS; // the lowest one is right
            if (low != 0) {
                int found = lineEndAmong(i + Long.numberOfTrailingZeros(low) / 8, i + Long.BYTES);
                if (found < i + Long.BYTES) {
                    return found;
                }
            }
        }
        return lineEndAmong(i, limit);
    }

    private int lineEndAmong(int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                return i;
            }
            nul |= buffer[i] == 0;
        }
        return limit;
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
        int behind = cr + 1;
        int crs = 1;
        while (behind < most && (buffer[behind] == '\r' || buffer[behind] == 0)) {
            crs += buffer[behind] == '\r' ? 1 : 0;
            behind++;
        }
        if (behind < filled && buffer[behind] == '\n') {
            otherLineEnds |= crs > 1;
            nulBytes |= behind - cr > crs;
            return behind + 1;
        }
        otherLineEnds = true;
        loneCrs = start + behind;
        return cr + 1;
    }

    private LinePiece piece() {
        int length = end - at;
        byte[] bytes = buffer;
        int offset = at;
        if (nul) {
            bytes = new byte[length];
            length = 0;
            for (int i = at; i < end; i++) {
                if (buffer[i] != 0) {
                    bytes[length++] = buffer[i];
                }
            }
            offset = 0;
        }
        LinePiece piece = null;
        if (next > end || length > 0 || !first || !last) { // else it is the message's end
            LinePiece.Extent extent =
                    new LinePiece.Extent(before, start + at, start + end, start + next);
            piece = new LinePiece(bytes, offset, length, first, last, extent);
        }
        leave();
        return piece;
    }

    private void leave() {
        nulBytes |= nul;
        first = last;
        before = start + end;
        at = next;
    }

    /**
     * Reads on where less is there than a piece may need.
     *
     * @param into the buffer from now on
     */
    private void fill(byte[] into) throws IOException {
        int rest = filled - at;
        System.arraycopy(buffer, at, into, 0, rest);
        int more = in.readNBytes(into, rest, BUFFER - rest);
        exhausted = more < BUFFER - rest;
        start += at;
        at = 0;
        filled = rest + more;
        buffer = into;
    }

    private boolean isShort() {
        return !exhausted && filled - at < AHEAD;
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
