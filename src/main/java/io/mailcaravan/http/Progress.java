package io.mailcaravan.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** When anything last went over the wire for one request, and what is waited for now. */
final class Progress {

    private volatile long last = System.nanoTime();
    private volatile boolean answering;

    /** Something has moved. */
    void moved() {
        last = System.nanoTime();
    }

    /** The answer has begun. */
    void answering() {
        answering = true;
        moved();
    }

    boolean isAnswering() {
        return answering;
    }

    /** Nanoseconds since then. */
    long still() {
        return System.nanoTime() - last;
    }

    /** The stream, which tells when it goes on. */
    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = in.read();
                moved();
                return b;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = in.read(into, offset, length);
                moved();
                return count;
            }
        };
    }
}
