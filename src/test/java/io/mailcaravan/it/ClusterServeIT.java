package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.PostgresContainer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} does on nodes: schedules, draining, health. */
class ClusterServeIT {

    private static final int MAILBOXES = 16;
    private static final long SLOWER = TimeUnit.MILLISECONDS.toNanos(20); // 50 kB/s a connection

    @Test
    void drainedNodeShouldHandItsMailboxesToTheOthers(@TempDir Path folder) throws Exception {
        try (PostgresContainer database = new PostgresContainer().withEnv("DURABLE", "off");
                TestServer source = new TestServer(folder);
                TestServer destination = new TestServer(folder);
                CuttingProxy proxy =
                        new CuttingProxy(
                                destination.port(),
                                () -> CuttingProxy.Watch.PASS,
                                () -> CuttingProxy.Watch.PASS,
                                SLOWER)) {
            database.start();
            String[] mailboxes =
                    IntStream.range(0, MAILBOXES)
                            .mapToObj(i -> "user" + i + "@x.example")
                            .toArray(String[]::new);
            List<MailboxPicture> before = new ArrayList<>();
            for (String mailbox : mailboxes) {
                source.fill(mailbox, FolderPath.INBOX, messages(mailbox));
                before.add(MailboxPicture.of(source, mailbox));
            }
            TestSite site =
                    new TestSite(folder)
                            .imap("source", source.port())
                            .imap("destination", proxy.port())
                            .route(
                                    "imap-to-imap",
                                    "maxConcurrentMailboxes: 16",
                                    "maxConcurrentMailboxes: 2\n        connectionsPerMailbox: 1")
                            .mailboxes(mailboxes);
            ClusterSite cluster = new ClusterSite(folder, site, database);
            int portOfA = freePort();
            int portOfB = freePort();

            try (CaravanProcess a = cluster.node("a", portOfA, "serve");
                    CaravanProcess b = cluster.node("b", portOfB, "serve")) {
                await(() -> cluster.runningOn("a") > 0 && cluster.runningOn("b") > 0);
                assertThat(health(portOfA, "ready")).startsWith("200").contains("\"node\": \"a\"");
                assertThat(health(portOfB, "live")).startsWith("200").contains("inTouch");
                assertThat(metrics(portOfB))
                        .contains("caravan_passes_total{node=\"b\"", "jvm_memory_used_bytes{");
                a.terminate();
                assertThat(a.exit()).as(a::said).isEqualTo(4);
                assertThat(a.stderr()).contains("node a drains").doesNotContain("\tat ");
                await(() -> cluster.done() == MAILBOXES);
                b.terminate();
                assertThat(b.exit()).as(b::said).isZero();
            }

            for (int i = 0; i < mailboxes.length; i++) {
                MailboxPicture.of(destination, mailboxes[i]).assertSameMessages(before.get(i));
            }
            // both nodes have the schedule, one has begun the pass
            assertThat(cluster.number("SELECT count(*) FROM cluster_pass")).isEqualTo(1);
            assertThat(cluster.number("SELECT sum(losses) FROM cluster_mailbox")).isZero();
            assertThat(cluster.number("SELECT count(*) FROM cluster_node")).isZero();
            assertThat(cluster.number("SELECT count(*) FROM cluster_connection")).isZero();
            assertThat(cluster.number("SELECT count(*) FROM qrtz_scheduler_state")).isZero();
        }
    }

    private static Item[] messages(String mailbox) {
        return IntStream.range(0, 30)
                .mapToObj(i -> Messages.large(mailbox + " " + i, 6_000))
                .toArray(Item[]::new);
    }

    private static String health(int port, String probe) throws Exception {
        return get(port, "/q/health/" + probe);
    }

    private static String metrics(int port) throws Exception {
        return get(port, "/q/metrics");
    }

    private static String get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(2)) // only against a test that hangs for ever
                .until(condition);
    }
}
