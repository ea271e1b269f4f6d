package io.mailcaravan.imap;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a server may send and how long it may take before the sign-in begins: greeting, TLS and
 * capabilities are read by Angus, which has no bounds.
 */
final class GreetingBounds {
    private static final long MOST = 1 << 20;

    private final long end;
    private long left = MOST;
    private volatile boolean over;

    /**
     * @param limit for all of it
     */
    GreetingBounds(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    void came(int count) throws IOException {
        if (over) {
            return;
        }
        left -= Math.max(0, count);
        if (left < 0) {
            // no fault of TLS, whatever TLS makes of it
            throw new SocketException(
                    "the server sends more than " + MOST + " bytes for a greeting");
        }
        if (System.nanoTime() - end > 0) {
            throw new SocketTimeoutException("the greeting does not end");
        }
    }

    void over() {
        over = true;
    }
}
