package io.mailcaravan.convert.tnef.stream;

import java.nio.charset.StandardCharsets;

/** Reads {@link Bytes} front to back; nothing is believed before it is known to be there. */
public final class Cursor {

    private final Bytes bytes;
    private int at;

    public Cursor(Bytes bytes) {
        this.bytes = bytes;
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return bytes.size() - at;
    }

    public int u8() throws DamagedException {
        return bytes.u8(advance(1));
    }

    public int u16() throws DamagedException {
        return bytes.u16(advance(2));
    }

    public int i32() throws DamagedException {
        return bytes.i32(advance(4));
    }

    public long i64() throws DamagedException {
        return bytes.i64(advance(8));
    }

    /**
     * A count of things of which each takes at least {@code least} bytes; refused when the rest
     * cannot hold them, so that nobody allocates for a number that an attacker made up.
     */
    public int count(int least) throws DamagedException {
        long count = Integer.toUnsignedLong(i32());
        if (count * least > remaining()) {
            throw new DamagedException(
                    "a count of " + count + " with " + remaining() + " bytes left");
        }
        return (int) count;
    }

    public Bytes take(int size) throws DamagedException {
        return bytes.slice(advance(size), size);
    }

    public void skip(int size) throws DamagedException {
        advance(size);
    }

    /** Up to the next multiple of four, or to the end: the last padding is often left out. */
    public void pad() {
        at = Math.min(bytes.size(), at + 3 & ~3);
    }

    public String utf16(int characters) throws DamagedException {
        return take(Math.multiplyExact(characters, 2)).text(StandardCharsets.UTF_16LE);
    }

    private int advance(int size) throws DamagedException {
        if (size < 0 || size > remaining()) {
            throw new DamagedException(
                    Integer.toUnsignedString(size)
                            + " bytes announced, "
                            + remaining()
                            + " bytes left");
        }
        int from = at;
        at += size;
        return from;
    }
}
