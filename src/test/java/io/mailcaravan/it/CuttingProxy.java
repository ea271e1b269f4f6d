package io.mailcaravan.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Stands between program and server, passes everything on, and cuts connections when told. */
final class CuttingProxy implements AutoCloseable {

    /** Watches one direction of one connection. */
    @FunctionalInterface
    interface Watch {
        Watch PASS = (bytes, length) -> length;

        /** How many of these bytes are passed on; fewer than there are: the connection ends. */
        int pass(byte[] bytes, int length);

        /** Passes nothing on behind so many bytes until the gate opens. */
        static Supplier<Watch> heldAfter(int bytes, CountDownLatch gate) {
            return () -> {
                AtomicInteger passed = new AtomicInteger();
                return (chunk, length) -> {
                    if (passed.getAndAdd(length) > bytes) {
                        awaitOpen(gate);
                    }
                    return length;
                };
            };
        }

        private static void awaitOpen(CountDownLatch gate) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Ends the first connections after so many bytes each. */
        static Supplier<Watch> afterBytes(int bytes, int times) {
            AtomicInteger left = new AtomicInteger(times);
            return () -> {
                AtomicInteger passed = new AtomicInteger();
                return (chunk, length) -> {
                    int before = passed.getAndAdd(length);
                    return before + length > bytes && left.getAndDecrement() > 0
                            ? Math.max(0, bytes - before)
                            : length;
                };
            };
        }
    }

    private final ServerSocket listener;
    private final int server;
    private final Supplier<Watch> up;
    private final Supplier<Watch> down;
    private final long nanosPerKilobyte;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stalls;

    /**
     * @param up makes a watch over what goes to the server, one a connection
     * @param down the same for what comes back
     * @param nanosPerKilobyte slows what goes up; 0 for not
     */
    CuttingProxy(int server, Supplier<Watch> up, Supplier<Watch> down, long nanosPerKilobyte)
            throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.up = up;
        this.down = down;
        this.nanosPerKilobyte = nanosPerKilobyte;
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on a cut connection stays open, and nothing comes through in that direction. */
    CuttingProxy stalling() {
        stalls = true;
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes passed up, over all connections. */
    long sent() {
        return sent.get();
    }

    int cuts() {
        return cuts.get();
    }

    int connections() {
        return connections.get();
    }

    /** Connections that were open at once, at most. */
    int peak() {
        return peak.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connections.incrementAndGet();
                peak.accumulateAndGet(open.incrementAndGet(), Math::max);
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pump(client, far, up.get(), true));
                Thread.ofVirtual().start(() -> pump(far, client, down.get(), false));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pump(Socket from, Socket to, Watch watch, boolean upwards) {
        byte[] bytes = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                int passed = watch.pass(bytes, length);
                if (upwards && nanosPerKilobyte > 0) {
                    // before it is passed on: its answer, and the end, come right after
                    LockSupport.parkNanos(nanosPerKilobyte * passed / 1024);
                }
                out.write(bytes, 0, passed);
                if (upwards) {
                    sent.addAndGet(passed);
                }
                if (passed < length) {
                    cuts.incrementAndGet();
                    out.flush();
                    if (stalls) {
                        closed.await();
                    }
                    return;
                }
            }
        } catch (IOException e) {
            // one end is gone, so the other is closed too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (upwards) {
                open.decrementAndGet();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closed.countDown();
    }
}
