package io.mailcaravan.disk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Line ends in Maildirs. Other programs store a message with LF; IMAP delivers it with CRLF. A CR
 * that is there already is not doubled, a CR alone stays: that is what Dovecot delivers.
 */
public final class LineEnds {

    private LineEnds() {}

    /** Counts what passes. */
    public static final class Counter extends OutputStream {
        private final OutputStream out;
        private boolean afterCr;
        private long bytes;
        private long bareLfs;

        /**
         * @param out where the bytes go
         */
        public Counter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            bytes += length;
            for (int i = offset; i < offset + length; i++) {
                byte b = buffer[i];
                if (b == '\n' && !afterCr) {
                    bareLfs++;
                }
                afterCr = b == '\r';
            }
        }

        public long bytes() {
            return bytes;
        }

        /** Bytes there would be with a CR before each LF. */
        public long crlfSize() {
            return bytes + bareLfs;
        }
    }

    /** Gives each LF that has no CR before it one. */
    public static final class CrlfInputStream extends FilterInputStream {
        private final byte[] buffer = new byte[8192];
        private int position;
        private int filled;
        private boolean afterCr;

        public CrlfInputStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int written = 0;
            while (written < length) {
                if (position == filled) {
                    if (written > 0) {
                        break;
                    }
                    filled = in.read(buffer, 0, buffer.length);
                    position = 0;
                    if (filled < 0) {
                        filled = 0;
                        return -1;
                    }
                }
                byte b = buffer[position];
                if (b == '\n' && !afterCr) {
                    target[offset + written++] = '\r';
                    afterCr = true;
                } else {
                    position++;
                    target[offset + written++] = b;
                    afterCr = b == '\r';
                }
            }
            return written;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] sink = new byte[(int) Math.min(8192, Math.max(1, count))];
            int read = count <= 0 ? 0 : read(sink, 0, (int) Math.min(sink.length, count));
            return Math.max(0, read);
        }

        @Override
        public int available() {
            return filled - position;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
