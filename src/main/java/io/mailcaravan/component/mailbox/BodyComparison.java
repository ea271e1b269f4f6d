package io.mailcaravan.component.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Whether two messages are the same, wholly or below the header. */
final class BodyComparison {

    /** A way to compare; reads both streams and closes neither. */
    @FunctionalInterface
    interface Rule {
        boolean holds(InputStream a, InputStream b) throws IOException;
    }

    private BodyComparison() {}

    /** Byte for byte. */
    static boolean equal(InputStream one, InputStream other) throws IOException {
        InputStream a = new BufferedInputStream(one);
        InputStream b = new BufferedInputStream(other);
        int next = a.read();
        while (next >= 0 && next == b.read()) {
            next = a.read();
        }
        return next < 0 && b.read() < 0;
    }

    /** Below the first blank line, whether lines end in CRLF or in a bare LF. */
    static boolean sameBody(InputStream one, InputStream other) throws IOException {
        InputStream a = new BufferedInputStream(one);
        InputStream b = new BufferedInputStream(other);
        skipHeader(a);
        skipHeader(b);
        int next = nextButCr(a);
        while (next >= 0 && next == nextButCr(b)) {
            next = nextButCr(a);
        }
        return next < 0 && nextButCr(b) < 0;
    }

    private static void skipHeader(InputStream in) throws IOException {
        boolean lineIsEmpty = false;
        for (int next = nextButCr(in); next >= 0; next = nextButCr(in)) {
            if (next == '\n' && lineIsEmpty) {
                return;
            }
            lineIsEmpty = next == '\n';
        }
    }

    private static int nextButCr(InputStream in) throws IOException {
        int next = in.read();
        while (next == '\r') {
            next = in.read();
        }
        return next;
    }
}
