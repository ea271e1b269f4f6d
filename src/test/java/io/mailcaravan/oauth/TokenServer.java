package io.mailcaravan.oauth;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A token endpoint that answers as it is told, for what no real one does when it is asked to. */
final class TokenServer implements AutoCloseable {

    /** What it says next; with none left it gives a token. */
    record Reply(int status, Map<String, String> headers, String body) {

        static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body);
        }

        /** It begins, and nothing more comes. */
        static Reply endless() {
            return of(0, "{");
        }

        static Reply refusal(String code, String description) {
            return of(
                    400,
                    "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description));
        }
    }

    private final HttpServer server;
    private final AtomicInteger given = new AtomicInteger();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private volatile long life = 3600;

    TokenServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/token", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/token");
    }

    void say(Reply... next) {
        replies.addAll(List.of(next));
    }

    /** Tokens live so long, in seconds; 0: they do not say. */
    void life(long seconds) {
        life = seconds;
    }

    /** The forms that came. */
    List<Map<String, String>> requests() {
        return requests;
    }

    SignedJWT assertion(int request, String field) throws Exception {
        return SignedJWT.parse(requests.get(request).get(field));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                Arrays.stream(form.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1]))));
        Reply reply = replies.poll();
        if (reply == null) {
            reply =
                    Reply.of(
                            200,
                            "{\"access_token\":\"token%d\",\"token_type\":\"Bearer\"%s}"
                                    .formatted(
                                            given.incrementAndGet(),
                                            life == 0 ? "" : ",\"expires_in\":" + life));
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.status() == 0) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
