package io.mailcaravan.convert.tnef.stream;

/**
 * One attribute.
 *
 * @param level 1 for the message, 2 for an attachment
 * @param tag as in {@link TnefTag}
 */
public record TnefAttribute(int level, int tag, Bytes value) {

    static final int MESSAGE = 1;
    static final int ATTACHMENT = 2;

    /** The sum of the bytes modulo 65536, [MS-OXTNEF] 2.1.3.1. */
    static int checksum(Bytes value) {
        return (int) (value.sum() & 0xFFFF);
    }
}
