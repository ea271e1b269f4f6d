package io.mailcaravan.store.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections to a server, and cuts some of them. */
final class CountingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final Semaphore allowed;
    private final Random random = new Random(4711);
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();

    CountingProxy(int server, int allowed) throws IOException {
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.server = server;
        this.allowed = new Semaphore(allowed);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    int cuts() {
        return cuts.get();
    }

    /** Connections that came while as many as allowed were open. */
    int over() {
        return over.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                // the end of an earlier one may have been sent and not be read here yet
                if (!allowed.tryAcquire(5, TimeUnit.SECONDS)) {
                    over.incrementAndGet();
                    client.close();
                    continue;
                }
                long cutAfter = random.nextInt(4) == 0 ? random.nextInt(1_500) : Long.MAX_VALUE;
                Thread.ofVirtual().start(() -> connect(client, cutAfter));
            }
        } catch (IOException | InterruptedException e) {
            // closed: the test is over
            return;
        }
    }

    private void connect(Socket client, long cutAfter) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            Thread down =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        if (pump(upstream, client, cutAfter) > cutAfter) {
                                            cuts.incrementAndGet();
                                        }
                                        shut(client);
                                        shut(upstream);
                                    });
            pump(client, upstream, Long.MAX_VALUE);
            shut(upstream);
            down.join();
        } catch (IOException | InterruptedException e) {
            shut(client);
        } finally {
            allowed.release();
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Returns with the connection's end, or when more than this would pass; bytes that came. */
    private static long pump(Socket from, Socket to, long most) {
        long total = 0;
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > most) {
                    return total;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            return total; // the other direction has ended the connection
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
