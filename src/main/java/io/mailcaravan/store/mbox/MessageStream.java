package io.mailcaravan.store.mbox;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a message as they were before it came into the file: without the file's own fields,
 * unquoted, with CRLF where the file has LF for it. Not for several threads.
 */
final class MessageStream extends InputStream {

    private static final int SIZE = 16 << 10;

    private final FileWindow file;
    private final StoredMessage message;
    private final boolean written;
    private final boolean crlf;
    private final MboxFormat format;
    private final byte[] buffer = new byte[SIZE + 1];
    private long offset;
    private boolean lineBegins = true;
    private int position;
    private int length;

    MessageStream(StoredMessage message) {
        this.file = message.file();
        this.message = message;
        this.offset = message.head().begin();
        this.written = message.head().note().isPresent();
        this.crlf = message.head().note().map(StoredNote::crlf).orElse(true);
        this.format =
                message.head()
                        .note()
                        .map(note -> note.quoted() ? MboxFormat.MBOXRD : MboxFormat.MBOXCL2)
                        .orElse(message.format());
    }

    @Override
    public int read() throws IOException {
        return position < length || fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (position == length && !fill()) {
            return -1;
        }
        int taken = Math.min(count, length - position);
        System.arraycopy(buffer, position, target, from, taken);
        position += taken;
        return taken;
    }

    /** Lines until the buffer is full. */
    private boolean fill() throws IOException {
        position = 0;
        length = 0;
        while (offset < message.end() && length < SIZE / 2) {
            if (lineBegins && isOwnField()) {
                offset = Math.min(message.end(), HeaderField.end(file, offset));
                continue;
            }
            if (lineBegins && mayBeQuoted() && MessageLines.isQuoted(file, offset, format)) {
                offset++;
            }
            long most = Math.min(message.end(), offset + SIZE / 2);
            copy(file.lineEnd(offset, most));
        }
        return length > 0;
    }

    private boolean isOwnField() throws IOException {
        return !written
                && offset < message.head().body()
                && !HeaderField.ownName(file, offset, message.takeout()).isEmpty();
    }

    /** Other programs quote in bodies only; {@code >From } in a header is UUCP's. */
    private boolean mayBeQuoted() {
        return written || offset >= message.head().body();
    }

    /**
     * A line, or a part of one.
     *
     * @param lineEnd for which there is room
     */
    private void copy(long lineEnd) throws IOException {
        int count = file.copy(offset, lineEnd, buffer, length);
        if (count == 0) {
            throw new IOException("the file has become shorter while it was read");
        }
        int last = length + count - 1;
        boolean ends = buffer[last] == '\n';
        if (ends && crlf && file.at(offset + count - 2) != '\r') {
            buffer[last] = '\r';
            buffer[last + 1] = '\n';
            length++;
        }
        length += count;
        offset += count;
        lineBegins = ends;
    }
}
