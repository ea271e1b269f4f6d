package io.mailcaravan.convert.tnef.stream;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a buffer of its own from its position to its limit. */
final class BytesInputStream extends InputStream {

    private final ByteBuffer buffer;

    BytesInputStream(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int read() {
        return buffer.hasRemaining() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int size = Math.min(length, buffer.remaining());
        if (size == 0) {
            return -1;
        }
        buffer.get(into, offset, size);
        return size;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }
}
