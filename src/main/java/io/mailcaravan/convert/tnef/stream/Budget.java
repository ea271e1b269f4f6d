package io.mailcaravan.convert.tnef.stream;

/**
 * What one conversion may still cost. All streams of a message share it with the messages embedded
 * in them: limits for each of them would be limits for none.
 */
public final class Budget {

    /** Property values, of which each costs an object of some hundred bytes. */
    private static final int VALUES = 300_000;

    /** Bodies of the largest size: a mail has one, and those embedded in it are small. */
    private static final int BODIES = 2;

    private final ConversionLimits limits;
    private final long deadline;
    private int attributes;
    private int values = VALUES;
    private long text;

    /** The time runs from now on. */
    public Budget(ConversionLimits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
        this.attributes = limits.attributes();
        this.text = (long) BODIES * limits.rtf();
    }

    public ConversionLimits limits() {
        return limits;
    }

    /** Takes an attribute; false where there have been too many. */
    boolean attribute() {
        return attributes-- > 0;
    }

    /** Takes the value of a property. */
    public void value() throws DamagedException {
        if (values-- <= 0) {
            throw new DamagedException("more than " + VALUES + " property values");
        }
    }

    /**
     * Takes the text of a body.
     *
     * @param size characters, or bytes of RTF
     */
    public void text(long size) throws DamagedException {
        if (size > limits.rtf() || size > text) {
            throw new DamagedException("a body of " + size + " characters is larger than allowed");
        }
        text -= size;
    }

    /** Ends a conversion that takes too long. */
    public void time() throws DamagedException {
        if (System.nanoTime() - deadline > 0) {
            throw new DamagedException("the conversion took longer than " + limits.time());
        }
    }
}
