package io.mailcaravan.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether a mailbox's source is to be believed in the sizes that it announces. */
public final class ExactSizes {

    /** After so many in a row that stayed shorter, no further one is read twice. */
    private static final int MOST_WRONG = 3;

    private final AtomicInteger wrongInRow = new AtomicInteger();

    boolean mayBeExact() {
        return wrongInRow.get() < MOST_WRONG;
    }

    /** An item that was cut short at first came whole. */
    void holdTrue() {
        wrongInRow.set(0);
    }

    /** An item was announced longer than it is, as its source delivers the same bytes again. */
    void cameTwice() {
        wrongInRow.incrementAndGet();
    }
}
