package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} says over HTTP once a store is away, though there is nothing to copy. */
class ServeHealthIT {

    @Test
    void readinessShouldFollowTheStoresOfTheLastPass(@TempDir Path folder) throws Exception {
        int port = freePort();
        GreenMail server = imap(port);
        int http = freePort();
        TestSite site =
                new TestSite(folder)
                        .maildir("source", folder.resolve("source"))
                        .store(
                                "destination",
                                "type=imap",
                                "host=127.0.0.1",
                                "port=" + port,
                                "tls=none",
                                "allow-insecure=true",
                                "username=alice",
                                "password=secret")
                        .set("quarkus.http.port=" + http)
                        .route(
                                "imap-to-imap",
                                "maxConcurrentMailboxes: 16",
                                "maxConcurrentMailboxes: 2\n        delay: 200")
                        .mailboxes("alice");
        Files.createDirectories(folder.resolve("source/alice/cur"));
        Files.createDirectories(folder.resolve("source/alice/new"));
        Files.createDirectories(folder.resolve("source/alice/tmp"));
        try (CaravanProcess serve = site.run("serve", "acme")) {
            await(() -> passes(http, "complete") > 0);
            assertThat(get(http, "/q/health/ready")).startsWith("200").contains("camel-consumers");
            server.stop();
            await(() -> get(http, "/q/health/ready").startsWith("503"));
            assertThat(get(http, "/q/health/ready")).contains("\"acme\"", "127.0.0.1");
            assertThat(get(http, "/q/health/live")).startsWith("200");
            assertThat(passes(http, "stopped")).isPositive();
            server = imap(port);
            await(() -> get(http, "/q/health/ready").startsWith("200"));
            serve.terminate();
            assertThat(serve.exit()).as(serve::said).isIn(0, 4);
        } finally {
            server.stop();
        }
    }

    private static GreenMail imap(int port) {
        GreenMail server =
                new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.setUser("alice", "secret");
        server.start();
        return server;
    }

    private static long passes(int port, String outcome) throws Exception {
        return get(port, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("caravan_passes_total{"))
                .filter(line -> line.contains("outcome=\"" + outcome + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.replaceAll(".* ", "")))
                .sum();
    }

    private static String get(int port, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (java.io.IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .dontCatchUncaughtExceptions() // GreenMail throws some when it is stopped
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(2)) // only against a test that hangs for ever
                .until(condition);
    }
}
