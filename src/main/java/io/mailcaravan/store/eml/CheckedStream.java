package io.mailcaravan.store.eml;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that is looked at as it ends: what was read may not be what somebody put there. Whoever
 * does not read to the end learns nothing.
 */
abstract class CheckedStream extends FilterInputStream {

    private static final int BUFFER = 8192;

    private boolean ended;

    CheckedStream(InputStream in) {
        super(in);
    }

    /** Takes note of bytes on their way. */
    abstract void passed(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Called once, behind the last byte.
     *
     * @throws IOException with the reason why it is not whole, to follow {@code cannot be read:}
     */
    abstract void end() throws IOException;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            passed(target, offset, count);
        } else if (count < 0 && !ended) {
            end();
            ended = true;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] sink = new byte[BUFFER];
        int read = count <= 0 ? 0 : read(sink, 0, (int) Math.min(BUFFER, count));
        return Math.max(0, read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
