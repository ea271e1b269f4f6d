package io.mailcaravan.imap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * Finds out why a server does not greet: one on a TLS port waits for the client to begin. While the
 * greeting is missing, a second connection tries that, and the first is ended if it works.
 */
final class TlsProbe implements AutoCloseable {
    /** Servers that look up the client's name greet after a while, but seldom so late. */
    private static final Duration GREETING = Duration.ofSeconds(3);

    private final String host;
    private final int port;
    private final Duration timeout;
    private final Sockets waiting;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean speaksTls;

    private TlsProbe(String host, int port, Duration timeout, Sockets waiting) {
        this.host = host;
        this.port = port;
        this.timeout = timeout;
        this.waiting = waiting;
    }

    /**
     * Watches a connection that is about to be made.
     *
     * @param waiting what to end when the server speaks TLS
     */
    static TlsProbe watch(String host, int port, Duration timeout, Sockets waiting) {
        TlsProbe probe = new TlsProbe(host, port, timeout, waiting);
        Thread.ofVirtual().name("imap-tls-probe").start(probe::run);
        return probe;
    }

    private void run() {
        Duration patience =
                timeout.dividedBy(2).compareTo(GREETING) < 0 ? timeout.dividedBy(2) : GREETING;
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS) && handshake()) {
                speaksTls = true;
                if (done.getCount() > 0) {
                    waiting.abort();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // nothing to be ended any more
        }
    }

    private boolean handshake() {
        int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            try (SSLSocket tls =
                    (SSLSocket) TlsTrust.anybody().createSocket(socket, host, port, true)) {
                tls.startHandshake();
                return true;
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it did, as far as that was tried. */
    boolean speaksTls() {
        return speaksTls;
    }

    /** The server has greeted, or will not. */
    @Override
    public void close() {
        done.countDown();
    }
}
