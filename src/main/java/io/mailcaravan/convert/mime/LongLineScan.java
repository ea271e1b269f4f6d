package io.mailcaravan.convert.mime;

import io.mailcaravan.convert.mime.LineSource.Piece;
import java.util.BitSet;
import java.util.List;

/** Finds the parts that have a line too long: their header is written before that line is seen. */
final class LongLineScan implements PartWalker.Listener {

    private final BitSet parts = new BitSet();
    private int length;

    /** The numbers of those parts. */
    BitSet parts() {
        return parts;
    }

    @Override
    public void header(int part, PartHeader header, List<HeaderField> fields, boolean ended) {}

    @Override
    public void body(int part, Piece piece) {
        length = (piece.first() ? 0 : length) + piece.bytes().length;
        if (length > HeaderFolder.LIMIT) {
            parts.set(part);
        }
    }

    @Override
    public void boundary(Piece line) {}
}
