package io.mailcaravan.store.imap;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Plays one transcript to one client. Lines: {@code S: } to send, {@code C: } to expect ({@code *}
 * at the end for any rest), {@code B: n} to expect n bytes of a literal, {@code Z} to compress from
 * here on, {@code W} to neither read nor send any more, {@code #} a comment. Any other text is an
 * error.
 */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> transcript;
    private final boolean split;
    private InputStream in;
    private OutputStream out;
    private boolean answered;
    private volatile int roundTrips;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CompletableFuture<Void> played = new CompletableFuture<>();

    ScriptedServer(String name) throws IOException {
        this(name, false);
    }

    /**
     * @param split whether each byte is sent alone
     */
    ScriptedServer(String name, boolean split) throws IOException {
        this.split = split;
        transcript =
                Files.readAllLines(
                        Path.of("src", "test", "resources", "transcripts", "imap", name));
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::play);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void play() {
        try (Socket client = socket.accept();
                InputStream raw = client.getInputStream()) {
            client.setTcpNoDelay(true);
            in = new BufferedInputStream(raw);
            out = split ? client.getOutputStream() : buffered(client.getOutputStream());
            for (String line : transcript) {
                if (line.equals("W")) {
                    stopped.get(60, TimeUnit.SECONDS);
                    return;
                }
                if (line.equals("Z")) {
                    out.flush();
                    in = new BufferedInputStream(new InflaterInputStream(raw, new Inflater(true)));
                    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
                    out =
                            buffered(
                                    new DeflaterOutputStream(
                                            client.getOutputStream(), deflater, 512, true));
                } else {
                    step(line);
                }
            }
            out.flush();
            played.complete(null);
            // the client closes first, so that it has read everything
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException
                | AssertionError
                | InterruptedException
                | ExecutionException
                | TimeoutException e) {
            played.completeExceptionally(e);
        }
    }

    /** How often the client has spoken after the server did. */
    int roundTrips() {
        return roundTrips;
    }

    private static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out);
    }

    private void send(String line) throws IOException {
        byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
        if (split) {
            for (byte b : bytes) {
                out.write(b);
            }
        } else {
            out.write(bytes);
        }
    }

    private void step(String line) throws IOException {
        if (line.startsWith("S: ")) {
            answered = true;
            send(line.substring(3));
        } else if (line.startsWith("C:")) {
            out.flush();
            String found = readLine().stripLeading();
            roundTrips += answered ? 1 : 0;
            answered = false;
            expect(line.substring(2).stripLeading(), found);
        } else if (line.startsWith("B: ")) {
            out.flush();
            int count = Integer.parseInt(line.substring(3));
            if (in.readNBytes(count).length != count) {
                throw new AssertionError("fewer bytes than " + count);
            }
        } else if (!line.isBlank() && !line.startsWith("#")) {
            throw new AssertionError("not a line of a transcript: " + line);
        }
    }

    private static void expect(String expected, String found) {
        boolean same =
                expected.endsWith("*")
                        ? found.startsWith(expected.substring(0, expected.length() - 1))
                        : found.equals(expected);
        if (!same) {
            throw new AssertionError(
                    "expected <" + expected + ">, the client sent <" + found + ">");
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int b;
        while ((b = in.read()) >= 0 && b != '\n') {
            line.append((char) b);
        }
        if (b < 0) {
            throw new AssertionError("the client has gone, after <" + line + ">");
        }
        line.setLength(line.length() - 1);
        return new String(
                line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Checks that the client said all that the transcript has. */
    void assertPlayed() throws InterruptedException, TimeoutException {
        try {
            played.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        stopped.complete(null);
        socket.close();
    }
}
