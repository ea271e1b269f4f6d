package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.PlainFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Lines that end in LF, a char a byte. A CR belongs to its line, as file names may have one; a line
 * longer than any of a list of UIDs is cut, so that memory does not grow with it.
 */
final class LineReader implements AutoCloseable {

    private static final int LONGEST = 4096;

    private final InputStream in;
    private final byte[] line = new byte[LONGEST];
    private boolean whole;

    LineReader(Path file) throws IOException {
        in = new BufferedInputStream(Channels.newInputStream(PlainFiles.read(file)), 64 << 10);
    }

    /** The next line; null at the end. */
    String next() throws IOException {
        int length = 0;
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (length < LONGEST) {
                line[length++] = (byte) b;
            }
        }
        whole = b == '\n';
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Whether the last line had an end. */
    boolean whole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
