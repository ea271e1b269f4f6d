package io.mailcaravan.convert.mime;

import java.util.BitSet;

/** Finds the parts that have a line too long: their header is written before that line is seen. */
final class LongLineScan implements PartWalker.Listener {

    private final BitSet parts = new BitSet();
    private int length;

    /** The numbers of those parts. */
    BitSet parts() {
        return parts;
    }

    @Override
    public void body(int part, LinePiece piece) {
        length = (piece.first() ? 0 : length) + piece.length();
        if (length > HeaderFolder.LIMIT) {
            parts.set(part);
        }
    }
}
