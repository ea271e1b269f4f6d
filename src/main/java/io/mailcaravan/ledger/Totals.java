package io.mailcaravan.ledger;

/**
 * How many items are in which state.
 *
 * @param copiedBytes size of the copied ones, as appended
 */
public record Totals(long copied, long skipped, long failed, long pending, long copiedBytes) {

    public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    public Totals plus(Totals other) {
        return new Totals(
                copied + other.copied,
                skipped + other.skipped,
                failed + other.failed,
                pending + other.pending,
                copiedBytes + other.copiedBytes);
    }
}
