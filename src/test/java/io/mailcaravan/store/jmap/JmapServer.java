package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mailcaravan.testkit.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A JMAP server in this process, which checks each request and can be told to misbehave. Any user
 * is known, with the password {@code secret}; a token is the user's name behind {@code token-},
 * with anything behind a dot.
 */
final class JmapServer implements AutoCloseable {

    static final int OBJECTS = 7;
    static final int REQUESTS = 4;
    static final long UPLOAD = 5_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ServedAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();

    /** One thread, one exchange. */
    private static final ThreadLocal<Runnable> ENDING = new ThreadLocal<>();

    private final Queue<Planned> faults = new ConcurrentLinkedQueue<>();
    final Manner manner = new Manner();

    /** Paths of requests, with the methods of those that have some. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /** What happens when a sign-in is refused. */
    volatile Runnable refused = () -> {};

    /** How it behaves, all along. */
    static final class Manner {
        volatile boolean anchors = true;
        volatile boolean onceOnly;
        volatile boolean full;
        volatile int page = 5;
        volatile int changes = 3;
        volatile int oldest;
        volatile Runnable afterPage = () -> {};
        volatile String user;
    }

    /** What goes wrong once. */
    enum Fault {
        INTERNAL,
        BUSY,
        UNAVAILABLE,
        HTML,
        CUT,
        DROPPED,
        LOST_ANSWER,
        REFUSED_TOKEN,
        WRONG_CALL
    }

    /**
     * @param where in the path, or the name of a method
     */
    private record Planned(String where, Fault fault) {}

    JmapServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    ServedAccount account(String user) {
        return accounts.computeIfAbsent(user, name -> new ServedAccount());
    }

    /** The next such request fails so. */
    void plan(String where, Fault fault) {
        faults.add(new Planned(where, fault));
    }

    boolean hasPlans() {
        return !faults.isEmpty();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String user = String.valueOf(user(exchange));
        AtomicInteger others = underWay.computeIfAbsent(user, none -> new AtomicInteger());
        try (exchange) {
            byte[] body;
            try {
                if (others.incrementAndGet() > REQUESTS) {
                    throw new AssertionError("more requests at once than the server allows");
                }
                body = exchange.getRequestBody().readAllBytes();
            } finally {
                // as soon as it is answered there may be another one
                ENDING.set(others::decrementAndGet);
            }
            respond(exchange, body);
        } catch (AssertionError | RuntimeException e) {
            asked.add("ERROR " + e);
            send(exchange, 418, "text/plain", e.toString().getBytes(StandardCharsets.UTF_8));
        } finally {
            answered();
        }
    }

    private static void answered() {
        Runnable end = ENDING.get();
        ENDING.remove();
        if (end != null) {
            end.run();
        }
    }

    private void respond(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String note = path + (path.equals("/jmap/api") ? " " + methods(body) : "");
        asked.add(note);
        String user = user(exchange);
        Fault fault = fault(note);
        if (user == null || fault == Fault.REFUSED_TOKEN) {
            refused.run();
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            send(exchange, 401, "text/html", "<h1>no</h1>".getBytes(StandardCharsets.UTF_8));
            return;
        }
        switch (fault) {
            case INTERNAL -> send(exchange, 500, "text/plain", bytes("oops"));
            case UNAVAILABLE -> {
                exchange.getResponseHeaders().set("Retry-After", "3");
                send(exchange, 503, "text/plain", new byte[0]);
            }
            case BUSY -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                send(exchange, 429, "text/plain", new byte[0]);
            }
            case HTML -> send(exchange, 200, "text/html", bytes("<p>maintenance"));
            case DROPPED -> {
                answered();
                exchange.close();
            }
            case null, default -> {
                Answer answer = answer(exchange, path, user, body, fault);
                if (fault == Fault.LOST_ANSWER) {
                    answered();
                    exchange.close();
                } else if (fault == Fault.CUT) {
                    answered();
                    exchange.getResponseHeaders().set("Content-Type", answer.type());
                    exchange.sendResponseHeaders(200, answer.bytes().length);
                    OutputStream out = exchange.getResponseBody();
                    out.write(answer.bytes(), 0, answer.bytes().length / 2);
                    out.flush();
                    exchange.close();
                } else {
                    send(exchange, answer.status(), answer.type(), answer.bytes());
                }
            }
        }
    }

    private Fault fault(String note) {
        Planned next =
                faults.stream().filter(one -> note.contains(one.where())).findFirst().orElse(null);
        return next != null && faults.remove(next) ? next.fault() : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String methods(byte[] body) throws IOException {
        StringBuilder methods = new StringBuilder();
        for (JsonNode call : MAPPER.readTree(body).path("methodCalls")) {
            methods.append(call.path(0).asText()).append(' ');
        }
        return methods.toString().trim();
    }

    private static String user(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header != null && header.startsWith("Bearer token-")) {
            return header.substring(13).replaceFirst("[.].*", "");
        }
        if (header == null || !header.startsWith("Basic ")) {
            return null;
        }
        String text =
                new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        return text.substring(colon + 1).equals("secret") ? text.substring(0, colon) : null;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(int status, String type, byte[] bytes) {}

    private Answer answer(HttpExchange exchange, String path, String user, byte[] body, Fault fault)
            throws IOException {
        String method = exchange.getRequestMethod();
        ServedAccount account = account(user);
        if (path.equals("/.well-known/jmap") && method.equals("GET")) {
            exchange.getResponseHeaders().set("Location", "/jmap/session");
            return new Answer(301, "text/html", new byte[0]);
        }
        if (path.equals("/jmap/session") && method.equals("GET")) {
            return json(200, session(user));
        }
        if (path.equals("/jmap/api") && method.equals("POST")) {
            return json(200, api(account, user, MAPPER.readTree(body), fault));
        }
        if (path.equals("/jmap/upload/" + user + "/") && method.equals("POST")) {
            if (body.length > UPLOAD) {
                return new Answer(413, "text/plain", new byte[0]);
            }
            String blob = "G" + Received.sha256(body).substring(0, 40);
            synchronized (account) {
                account.blobs.put(blob, body);
            }
            ObjectNode told = MAPPER.createObjectNode().put("accountId", user);
            return json(
                    201,
                    told.put("blobId", blob)
                            .put("type", "message/rfc822")
                            .put("size", body.length));
        }
        String download = "/jmap/download/" + user + "/";
        if (path.startsWith(download) && method.equals("GET")) {
            String query = URLDecoder.decode(exchange.getRequestURI().getQuery(), "UTF-8");
            String[] parts = path.substring(download.length()).split("/");
            if (!query.equals("accept=message/rfc822") || parts.length != 2) {
                throw new AssertionError("asked " + exchange.getRequestURI());
            }
            synchronized (account) {
                byte[] bytes = account.blobs.get(parts[0]);
                return bytes == null
                        ? new Answer(404, "text/plain", new byte[0])
                        : new Answer(200, "message/rfc822", bytes);
            }
        }
        throw new AssertionError(method + " " + path);
    }

    private static Answer json(int status, JsonNode json) throws IOException {
        return new Answer(status, "application/json", MAPPER.writeValueAsBytes(json));
    }

    private JsonNode session(String user) {
        ObjectNode session = MAPPER.createObjectNode();
        ObjectNode core = session.putObject("capabilities").putObject("urn:ietf:params:jmap:core");
        core.put("maxSizeUpload", UPLOAD).put("maxConcurrentUpload", 2);
        core.put("maxSizeRequest", 1_000_000).put("maxConcurrentRequests", REQUESTS);
        core.put("maxCallsInRequest", 4);
        core.put("maxObjectsInGet", OBJECTS).put("maxObjectsInSet", OBJECTS);
        ObjectNode capabilities = (ObjectNode) session.get("capabilities");
        capabilities.putObject("urn:ietf:params:jmap:mail");
        capabilities.putObject("urn:ietf:params:jmap:quota");
        ObjectNode account = session.putObject("accounts").putObject(user);
        account.put("name", user).put("isPersonal", true).put("isReadOnly", false);
        account.set("accountCapabilities", capabilities.deepCopy().without("x"));
        session.putObject("primaryAccounts").put("urn:ietf:params:jmap:mail", user);
        session.put("username", manner.user == null ? user : manner.user);
        session.put("apiUrl", "/jmap/api").put("uploadUrl", "/jmap/upload/{accountId}/");
        session.put("downloadUrl", "/jmap/download/{accountId}/{blobId}/{name}?accept={type}");
        return session.put("eventSourceUrl", "/jmap/events").put("state", "0");
    }

    private JsonNode api(ServedAccount account, String user, JsonNode request, Fault fault) {
        if (request.size() != 2
                || !request.path("using").isArray()
                || request.path("methodCalls").size() > 4) {
            throw new AssertionError("no request: " + request);
        }
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode responses = answer.putArray("methodResponses");
        for (JsonNode call : request.get("methodCalls")) {
            String method = call.get(0).asText();
            String id = call.get(2).asText();
            String needed = method.startsWith("Quota/") ? ":quota" : ":mail";
            if (!request.get("using").toString().contains(needed)) {
                throw new AssertionError(method + " without " + needed);
            }
            ArrayNode response = responses.addArray();
            try {
                if (!call.get(1).path("accountId").asText().equals(user)) {
                    throw new ServedMethods.Refusal("accountNotFound", "");
                }
                synchronized (account) {
                    ObjectNode told = new ServedMethods(account, manner).run(method, call.get(1));
                    response.add(method).add(told.put("accountId", user));
                }
            } catch (ServedMethods.Refusal e) {
                ObjectNode error = MAPPER.createObjectNode().put("type", e.type);
                response.add("error").add(error.put("description", e.getMessage()));
            }
            response.add(fault == Fault.WRONG_CALL ? "other" : id);
        }
        return answer.put("sessionState", "0");
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
            throws IOException {
        answered();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What it was asked, so far, that has this in it. */
    long count(String where) {
        return asked.stream().filter(note -> note.contains(where)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return Arrays.toString(asked.toArray());
    }
}
