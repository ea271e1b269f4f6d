package io.mailcaravan.convert.tnef.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * A stretch of the stream, without a copy: a 100 MB attachment costs what the mapped file costs.
 * Numbers are little-endian. A position outside throws {@link IndexOutOfBoundsException}; readers
 * of foreign data go through {@link Cursor}.
 */
public final class Bytes {

    /** No bytes. */
    public static final Bytes EMPTY = of(new byte[0]);

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CHUNK = 8 << 10;

    /** Every second byte of eight. */
    private static final long HALF = 0x00FF00FF00FF00FFL;

    /** So many sums of two bytes fit into 16 bits. */
    private static final int STEPS = 128;

    private final ByteBuffer buffer;

    private Bytes(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** All of an array; not copied. */
    public static Bytes of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** What lies between position and limit; not copied. */
    public static Bytes of(ByteBuffer buffer) {
        return new Bytes(buffer.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
    }

    public int size() {
        return buffer.limit();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    public int u8(int at) {
        return buffer.get(at) & 0xFF;
    }

    public int u16(int at) {
        return buffer.getShort(at) & 0xFFFF;
    }

    public int i32(int at) {
        return buffer.getInt(at);
    }

    public long i64(int at) {
        return buffer.getLong(at);
    }

    public Bytes slice(int from, int size) {
        return new Bytes(buffer.slice(from, size).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** So many, or all where there are fewer. */
    public Bytes start(int most) {
        return slice(0, Math.min(most, size()));
    }

    /** From a position to the end. */
    public Bytes from(int from) {
        return slice(from, size() - from);
    }

    public byte[] copy() {
        byte[] copy = new byte[size()];
        buffer.get(0, copy);
        return copy;
    }

    public boolean startsWith(byte... prefix) {
        return size() >= prefix.length
                && buffer.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
    }

    /** Decoded, with a replacement character for what is malformed. */
    public String text(Charset charset) {
        return charset.decode(buffer.duplicate()).toString();
    }

    /** All of it, to be read only, from the first byte on; not copied. */
    public ByteBuffer buffer() {
        return buffer.duplicate();
    }

    public InputStream open() {
        return new BytesInputStream(buffer.duplicate());
    }

    /** Copies so many bytes from a position on. */
    public void copy(int from, byte[] into, int size) {
        buffer.get(from, into, 0, size);
    }

    public void writeTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[Math.min(CHUNK, size())];
        for (int at = 0; at < size(); at += chunk.length) {
            int size = Math.min(chunk.length, size() - at);
            copy(at, chunk, size);
            out.write(chunk, 0, size);
        }
    }

    /**
     * The sum of all bytes, each from 0 to 255; eight at a time, as every byte of a mail counts.
     */
    public long sum() {
        byte[] chunk = new byte[Math.min(CHUNK, size())];
        long sum = 0;
        for (int at = 0; at < size(); at += chunk.length) {
            int size = Math.min(chunk.length, size() - at);
            copy(at, chunk, size);
            sum += sum(chunk, size);
        }
        return sum;
    }

    private static long sum(byte[] chunk, int size) {
        long sum = 0;
        int at = 0;
        int whole = size - size % Long.BYTES;
        while (at < whole) {
            long four = 0; // sums of 16 bits
            for (int end = Math.min(whole, at + STEPS * Long.BYTES); at < end; at += Long.BYTES) {
                long eight = eight(chunk, at);
                four += (eight & HALF) + (eight >>> 8 & HALF);
            }
            sum +=
                    (four & 0xFFFF)
                            + (four >>> 16 & 0xFFFF)
                            + (four >>> 32 & 0xFFFF)
                            + (four >>> 48);
        }
        for (; at < size; at++) {
            sum += chunk[at] & 0xFF;
        }
        return sum;
    }

    /** Eight bytes of an array, the first one lowest; three times as fast as out of a buffer. */
    public static long eight(byte[] chunk, int at) {
        return (long) EIGHT.get(chunk, at);
    }

    /** CRC-32 as zip has it. */
    public long crc32() {
        CRC32 crc = new CRC32();
        crc.update(buffer.duplicate());
        return crc.getValue();
    }

    /** In lower-case hexadecimal. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(buffer.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && buffer.equals(that.buffer);
    }

    @Override
    public int hashCode() {
        return buffer.hashCode();
    }

    @Override
    public String toString() {
        return size() + " bytes";
    }
}
