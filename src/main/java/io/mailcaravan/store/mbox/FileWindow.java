package io.mailcaravan.store.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file up to a limit, by their offsets, of which a part is in memory. */
final class FileWindow {

    private static final int SIZE = 256 << 10;

    /** Kept of what lies before, as whoever found a line's end looks back at its beginning. */
    private static final int BACK = 4096;

    private final FileChannel channel;
    private final long limit;
    private final byte[] bytes;
    private long start;
    private int length;

    FileWindow(FileChannel channel, long limit) {
        this(channel, limit, SIZE);
    }

    /**
     * @param size of the part in memory, in bytes
     */
    FileWindow(FileChannel channel, long limit, int size) {
        this.channel = channel;
        this.limit = limit;
        this.bytes = new byte[Math.max(2 * BACK, size)];
    }

    /** Where the bytes end. */
    long limit() {
        return limit;
    }

    /** The byte at this offset, 0 to 255; negative where there is none. */
    int at(long offset) throws IOException {
        long index = offset - start;
        if (index < 0 || index >= length) {
            if (offset < 0 || !load(offset)) {
                return -1;
            }
            index = offset - start;
        }
        return bytes[(int) index] & 0xff;
    }

    /** The offset behind the line that begins here: behind its LF, or the end. */
    long lineEnd(long offset) throws IOException {
        return lineEnd(offset, Long.MAX_VALUE);
    }

    /** The same, but no further than that offset: a line may be as long as the file. */
    long lineEnd(long offset, long most) throws IOException {
        long position = offset;
        while (position < most && at(position) >= 0) {
            byte[] searched = bytes;
            int end = (int) Math.min(length, most - start);
            for (int i = (int) (position - start); i < end; i++) {
                if (searched[i] == '\n') {
                    return start + i + 1;
                }
            }
            position = start + end;
        }
        return position;
    }

    /**
     * The offset behind NUL bytes in the line where a {@code From } follows them: a power cut left
     * them, and another message was added behind; negative where there are none.
     */
    long behindNuls(long from, long lineEnd) throws IOException {
        long position = from;
        while (position < lineEnd && at(position) >= 0) {
            byte[] searched = bytes;
            int end = (int) Math.min(length, lineEnd - start);
            int i = (int) (position - start);
            while (i < end && searched[i] != 0) {
                i++;
            }
            position = start + i;
            if (i < end) {
                while (position < lineEnd && at(position) == 0) {
                    position++;
                }
                if (isAt(position, FromLine.START)) {
                    return position;
                }
            }
        }
        return -1;
    }

    /**
     * Copies bytes from this offset on, as many as are in memory at once.
     *
     * @return how many; 0 where there are none
     */
    int copy(long offset, long end, byte[] target, int to) throws IOException {
        if (at(offset) < 0) {
            return 0;
        }
        int from = (int) (offset - start);
        int count = (int) Math.min(Math.min(end - offset, length - from), target.length - to);
        System.arraycopy(bytes, from, target, to, count);
        return count;
    }

    /** Whether these bytes, of ASCII, stand there. */
    boolean isAt(long offset, String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            if (at(offset + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The line's text without its end, a char a byte, no longer than that many. */
    String text(long from, long lineEnd, int most) throws IOException {
        long end = lineEnd;
        if (end > from && at(end - 1) == '\n') {
            end--;
            if (end > from && at(end - 1) == '\r') {
                end--;
            }
        }
        StringBuilder text = new StringBuilder();
        for (long i = from; i < Math.min(end, from + most); i++) {
            text.append((char) Math.max(0, at(i)));
        }
        return text.toString();
    }

    /** Whether the line is empty. */
    boolean isBlank(long from, long lineEnd) throws IOException {
        long length = lineEnd - from;
        return (length == 1 && at(from) == '\n')
                || (length == 2 && at(from) == '\r' && at(from + 1) == '\n');
    }

    private boolean load(long offset) throws IOException {
        if (offset >= limit) {
            return false;
        }
        start = Math.max(0, offset - BACK);
        length = 0;
        int wanted = (int) Math.min(bytes.length, limit - start);
        while (length < wanted) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, length, wanted - length);
            int read = channel.read(buffer, start + length);
            if (read < 0) {
                break; // somebody has cut the file meanwhile
            }
            length += read;
        }
        return offset - start < length;
    }
}
