package io.mailcaravan.mailbox;

import java.time.Instant;

/** When a store received an item; some stores cannot tell. */
public final class InternalDate {

    /**
     * The store tells no date, or none that can be: nothing is invented for it. It is the smallest
     * time of 32 bits, in 1901: it survives being kept in seconds, and no store has received mail
     * then.
     */
    public static final Instant UNKNOWN = Instant.ofEpochSecond(Integer.MIN_VALUE);

    private InternalDate() {}

    public static boolean isKnown(Instant date) {
        return date.getEpochSecond() != Integer.MIN_VALUE;
    }
}
