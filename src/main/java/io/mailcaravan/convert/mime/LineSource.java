package io.mailcaravan.convert.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A message as lines without their ends and without NUL bytes. A line of any length comes in
 * pieces, so that no line has to be held as a whole.
 */
final class LineSource {

    /** Longer than any header line that is one, shorter than memory notices. */
    static final int PIECE = 4096;

    /** A line or a part of it. */
    static final class Piece {

        private final byte[] bytes;
        private final boolean first;
        private final boolean last;
        private final boolean ended;

        Piece(byte[] bytes, boolean first, boolean last, boolean ended) {
            this.bytes = bytes;
            this.first = first;
            this.last = last;
            this.ended = ended;
        }

        /** Not copied; nobody changes them. */
        byte[] bytes() {
            return bytes;
        }

        /** Whether the line begins here. */
        boolean first() {
            return first;
        }

        /** Whether the line ends here. */
        boolean last() {
            return last;
        }

        /** Whether a line end follows; false at the end of a file that lacks one. */
        boolean ended() {
            return ended;
        }

        boolean isEmptyLine() {
            return first && last && bytes.length == 0;
        }
    }

    private final InputStream in;
    private final Set<RepairRule> applied;
    private final byte[] buffer = new byte[1 << 14];
    private final Deque<Piece> unread = new ArrayDeque<>();
    private final byte[] line = new byte[PIECE];
    private int length;
    private int position;
    private int filled;
    private boolean first = true;
    private boolean end;

    /**
     * @param applied told which rules the reading itself applied
     */
    LineSource(InputStream in, Set<RepairRule> applied) {
        this.in = in;
        this.applied = applied;
    }

    /** The next piece; null at the end. */
    Piece next() throws IOException {
        if (!unread.isEmpty()) {
            return unread.poll();
        }
        while (!end) {
            int b = read();
            if (b < 0) {
                end = true;
                return first && length == 0 ? null : piece(true, false);
            }
            if (b == '\n') {
                applied.add(RepairRule.BARE_LF);
                return piece(true, true);
            }
            if (b == '\r') {
                lineEnd();
                return piece(true, true);
            }
            line[length++] = (byte) b;
            if (length == PIECE) {
                return piece(false, false);
            }
        }
        return null;
    }

    /** After a CR: a run of CR before an LF is one line end, as a broken conversion leaves it. */
    private void lineEnd() throws IOException {
        int crs = 1;
        int b = read();
        while (b == '\r') {
            crs++;
            b = read();
        }
        if (b == '\n') {
            if (crs > 1) {
                applied.add(RepairRule.BARE_LF);
            }
            return;
        }
        applied.add(RepairRule.BARE_LF);
        if (b >= 0) {
            position--;
        }
        for (int i = 1; i < crs; i++) {
            unread.add(new Piece(new byte[0], true, true, true));
        }
    }

    private Piece piece(boolean last, boolean ended) {
        Piece piece = new Piece(Arrays.copyOf(line, length), first, last, ended);
        length = 0;
        first = last;
        return piece;
    }

    private int read() throws IOException {
        while (true) {
            if (position == filled) {
                filled = in.read(buffer);
                position = 0;
                if (filled <= 0) {
                    filled = 0;
                    return -1;
                }
            }
            byte b = buffer[position++];
            if (b != 0) {
                return b & 0xFF;
            }
            applied.add(RepairRule.NUL_BYTES);
        }
    }

    /** Gives pieces back, to be told again in this order. */
    void unread(List<Piece> pieces) {
        for (int i = pieces.size() - 1; i >= 0; i--) {
            unread.push(pieces.get(i));
        }
    }

    /** The next piece, which stays; null at the end. */
    Piece peek() throws IOException {
        Piece piece = next();
        if (piece != null) {
            unread.push(piece);
        }
        return piece;
    }
}
