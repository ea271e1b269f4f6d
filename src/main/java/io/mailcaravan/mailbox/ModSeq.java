package io.mailcaravan.mailbox;

/**
 * A folder's change counter (RFC 7162): everything changed later has a higher one.
 *
 * @param value 1 to 2^63 - 1
 */
public record ModSeq(long value) {

    public ModSeq {
        if (value < 1) {
            throw new IllegalArgumentException("a MODSEQ is at least 1, not " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
