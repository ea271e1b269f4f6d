package io.mailcaravan.discover;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mailcaravan.testkit.ServerCertificate;
import io.mailcaravan.tls.Authorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A web server in this process, with a certificate of its own making. */
class HttpsLookupTest {

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final CountDownLatch OVER = new CountDownLatch(1);

    @TempDir static Path folder;

    private static HttpsServer server;
    private static HttpsLookup trusting;

    @BeforeAll
    static void start() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder, "-ext", "san=dns:localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/good", 200, "", "hello");
        answer("/missing", 404, "", "");
        answer("/once", 302, "/good", "");
        answer("/circle", 301, "/circle", "");
        answer("/clear", 302, "http://localhost/good", "");
        answer("/file", 302, "file:///etc/passwd", "");
        answer("/user", 302, "https://a:b@localhost/good", "");
        answer("/nowhere", 302, "", "");
        answer("/wrong", 302, "https://exa mple/", "");
        answer("/huge", 200, "", "x".repeat(HttpsLookup.MOST_BYTES + 1));
        server.createContext(
                "/head",
                exchange -> {
                    exchange.getResponseHeaders().set("X", "y".repeat(1 << 20));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.createContext(
                "/drip",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    try {
                        OVER.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        server.start();
        trusting =
                new HttpsLookup(
                        Authorities.context(Optional.of(certificate.authority()), "test"),
                        Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        OVER.countDown();
        server.stop(0);
    }

    private static void answer(String path, int status, String location, String body) {
        server.createContext(
                path,
                exchange -> {
                    ASKED.add(path + " " + exchange.getRequestHeaders().keySet());
                    exchange.getResponseHeaders().set("Content-Type", "Text/XML; charset=utf-8");
                    if (!location.isEmpty()) {
                        exchange.getResponseHeaders().set("Location", location);
                    }
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private static URI at(String path) {
        return URI.create("https://localhost:" + server.getAddress().getPort() + path);
    }

    @ParameterizedTest
    @CsvSource({"/good", "/once"})
    void pageShouldComeAlsoByWayOfARedirect(String path) throws IOException {
        WebAnswer answer = trusting.get(at(path));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/xml; charset=utf-8");
        assertThat(answer.from()).isEqualTo(at("/good"));
        assertThat(answer.body()).asString().isEqualTo("hello");
    }

    @Test
    void statusShouldBeTold() throws IOException {
        assertThat(trusting.get(at("/missing")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/circle, more than 3 times",
        "/clear, which is not HTTPS",
        "/file, which is not HTTPS",
        "/user, with a user in it",
        "/nowhere, to nowhere",
        "/wrong, what is no address",
        "/huge, more than 262144 bytes"
    })
    void hostileAnswerShouldBeRefusedWithWords(String path, String words) {
        assertThatThrownBy(() -> trusting.get(at(path)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @Test
    void bodyThatDripsShouldNotBeWaitedForForEver() throws Exception {
        HttpsLookup impatient =
                new HttpsLookup(
                        Authorities.context(Optional.of(folder.resolve("ca.pem")), "test"),
                        Duration.ofSeconds(2));
        assertThatThrownBy(() -> impatient.get(at("/drip")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer");
    }

    @Test
    void certificateOfAnUnknownAuthorityShouldBeRefused() throws Exception {
        HttpsLookup usual = new HttpsLookup(SSLContext.getDefault(), Duration.ofSeconds(20));
        assertThatThrownBy(() -> usual.get(at("/good")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its certificate is not accepted");
    }

    /** Not a word of a certificate where there is none. */
    @Test
    void serverWithoutTlsShouldBeToldFromOneThatIsNotTrusted() throws Exception {
        try (ServerSocket clear = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(
                    () -> {
                        try (Socket client = clear.accept()) {
                            client.getOutputStream()
                                    .write("HTTP/1.1 400 \r\n\r\n".getBytes(US_ASCII));
                        } catch (IOException e) {
                            // the client has gone
                        }
                    });
            assertThatThrownBy(
                            () ->
                                    trusting.get(
                                            URI.create(
                                                    "https://localhost:" + clear.getLocalPort())))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("no TLS with it: ");
        }
    }

    @Test
    void silentPortShouldBeToldInWords() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> trusting.get(URI.create("https://localhost:" + port)))
                .hasMessage("nothing accepts connections there");
        assertThatThrownBy(() -> trusting.get(URI.create("https://foo_bar.example/x")))
                .hasMessage("no web server can have that name");
        assertThatThrownBy(() -> trusting.get(at("/head")))
                .hasMessage("what it answers is no HTTP that can be read");
    }

    @Test
    void clearTextShouldNeverBeAsked() {
        assertThatThrownBy(() -> trusting.get(URI.create("http://localhost/good")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not HTTPS");
    }

    @Test
    void nothingShouldBeSentThatSignsIn() throws IOException {
        trusting.get(at("/good"));
        assertThat(ASKED)
                .isNotEmpty()
                .allSatisfy(
                        headers -> assertThat(headers).doesNotContain("Authorization", "Cookie"));
    }
}
