package io.mailcaravan.imap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** The sockets that Angus connects one connection through. */
final class Sockets {
    private final SSLSocketFactory tls;
    private final GreetingBounds bounds;
    private final Duration writeTimeout;
    private volatile Socket last;

    /**
     * @param bounds what may come before the sign-in
     * @param writeTimeout for which the server may take nothing of what is written
     */
    Sockets(SSLSocketFactory tls, GreetingBounds bounds, Duration writeTimeout) {
        this.tls = tls;
        this.bounds = bounds;
        this.writeTimeout = writeTimeout;
    }

    /** The sign-in begins. */
    void begun() {
        bounds.over();
    }

    /** Ends what waits for the server; from any thread. */
    void abort() throws IOException {
        Socket socket = last;
        if (socket != null) {
            socket.close();
        }
    }

    /** What the server sends, as the topmost socket has it: out of TLS where there is TLS. */
    InputStream in() throws IOException {
        return last.getInputStream();
    }

    /** All that is read and written goes through it, in clear text and below TLS. */
    private Socket prompt(Socket socket) throws IOException {
        Socket prompt = new PromptSocket(socket, bounds, writeTimeout, WriteTimeouts.EXECUTOR);
        last = prompt;
        return prompt;
    }

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory tls() {
        return new Tls();
    }

    /** For clear text, and for STARTTLS to begin with. */
    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return prompt(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            return new Socket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            return new Socket(host, port, local, localPort);
        }
    }

    /** TLS over the same. */
    private final class Tls extends SSLSocketFactory {
        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
                throws IOException {
            // for TLS from the first byte Angus connects a socket of its own
            Socket below = last == null ? prompt(socket) : socket;
            Socket secured = tls.createSocket(below, host, port, autoClose);
            // else closing waits for a writer that is stuck, until its timeout
            secured.setSoLinger(true, 1);
            last = secured;
            return secured;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return tls.createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            return tls.createSocket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return tls.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            return tls.createSocket(host, port, local, localPort);
        }
    }

    /** One thread that watches the writes of all connections. */
    private static final class WriteTimeouts {
        static final ScheduledThreadPoolExecutor EXECUTOR = create();

        private static ScheduledThreadPoolExecutor create() {
            ScheduledThreadPoolExecutor executor =
                    new ScheduledThreadPoolExecutor(
                            1,
                            task -> {
                                Thread thread = new Thread(task, "imap-write-timeouts");
                                thread.setDaemon(true);
                                return thread;
                            });
            executor.setRemoveOnCancelPolicy(true);
            return executor;
        }
    }
}
