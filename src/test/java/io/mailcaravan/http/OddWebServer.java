package io.mailcaravan.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;

/** Sends bytes as they are told, whatever is asked; for what no HTTP server of a library does. */
final class OddWebServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();

    /** The head of each request, in one text. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /**
     * @param bytes written as ISO 8859-1
     * @param stays open, with nothing more to come
     */
    private record Reply(String bytes, boolean stays) {}

    OddWebServer() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    OddWebServer(ServerSocketFactory sockets) throws IOException {
        listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What it says next, and hangs up. */
    void say(String bytes) {
        replies.add(new Reply(bytes, false));
    }

    /** The same, and neither says more nor hangs up. */
    void sayAndWait(String bytes) {
        replies.add(new Reply(bytes, true));
    }

    static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine();
                    line != null && !line.isEmpty();
                    line = in.readLine()) {
                head.append(line).append('\n');
            }
            asked.add(head.toString());
            Reply reply = replies.poll();
            if (reply != null) {
                socket.getOutputStream().write(reply.bytes().getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                if (reply.stays()) {
                    in.read();
                }
            }
            socket.close();
        } catch (IOException e) {
            // the client has gone
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
