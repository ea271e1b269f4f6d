package io.mailcaravan.convert.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of a message or a part of it, without its line end and without NUL bytes. Positions count
 * the bytes of the message as it came.
 */
public final class LinePiece {

    /** Longer than any header line that is one, shorter than memory notices. */
    static final int LONGEST = 4096;

    private final byte[] buffer;
    private final int offset;
    private final int length;
    private final boolean first;
    private final boolean last;
    private final Extent extent;

    /**
     * Where it stands.
     *
     * @param before where the line end in front of it begins; the same as {@code from} where there
     *     is none
     * @param from its first byte
     * @param end behind its last byte
     * @param next behind the line end; the same as {@code end} where there is none
     */
    record Extent(long before, long from, long end, long next) {}

    /**
     * @param buffer not copied; nobody changes what is in the piece
     */
    LinePiece(byte[] buffer, int offset, int length, boolean first, boolean last, Extent extent) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.first = first;
        this.last = last;
        this.extent = extent;
    }

    /** How many bytes it has. */
    int length() {
        return length;
    }

    /** One of its bytes. */
    byte at(int index) {
        return buffer[offset + index];
    }

    boolean startsWith(byte[] prefix) {
        return length >= prefix.length
                && Arrays.equals(buffer, offset, offset + prefix.length, prefix, 0, prefix.length);
    }

    byte[] bytes() {
        return Arrays.copyOfRange(buffer, offset, offset + length);
    }

    /** One char a byte (ISO-8859-1). */
    public String text() {
        return new String(buffer, offset, length, StandardCharsets.ISO_8859_1);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(buffer, offset, length);
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
    public boolean ended() {
        return extent.next() > extent.end();
    }

    boolean isEmptyLine() {
        return first && last && length == 0;
    }

    /** Where the line end in front of it begins, which belongs to a boundary (RFC 2046, 5.1.1). */
    long before() {
        return extent.before();
    }

    /** Where it begins. */
    long from() {
        return extent.from();
    }

    /** Behind the line end. */
    long next() {
        return extent.next();
    }
}
