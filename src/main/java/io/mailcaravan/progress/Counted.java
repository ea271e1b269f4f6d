package io.mailcaravan.progress;

/** What has figures: of all kinds of items together. The names are those of {@link Figure}. */
public interface Counted {

    long get(Figure figure);

    /** Items with a final state, from this pass or an earlier one. */
    default long settled() {
        long settled = 0;
        for (Figure figure : Figures.ALL) {
            settled += figure.isState() ? get(figure) : 0;
        }
        return settled;
    }

    default long expected() {
        return get(Figure.EXPECTED);
    }

    default long unchanged() {
        return get(Figure.UNCHANGED);
    }

    default long copied() {
        return get(Figure.COPIED);
    }

    default long copiedBytes() {
        return get(Figure.COPIED_BYTES);
    }

    default long adopted() {
        return get(Figure.ADOPTED);
    }

    default long skipped() {
        return get(Figure.SKIPPED);
    }

    default long failed() {
        return get(Figure.FAILED);
    }

    default long attributesChanged() {
        return get(Figure.ATTRIBUTES_CHANGED);
    }

    default long replaced() {
        return get(Figure.REPLACED);
    }

    default long kept() {
        return get(Figure.KEPT);
    }

    default long deleted() {
        return get(Figure.DELETED);
    }
}
