package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.PostgresContainer;
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

/** Nodes that share a pass lose nothing and double nothing, whatever befalls them. */
class ClusterIT {

    /** {@code -Dcaravan.cluster.mailboxes=300} for more. */
    private static final int MAILBOXES = Integer.getInteger("caravan.cluster.mailboxes", 60);

    private static final int MESSAGES = 12;
    private static final int MESSAGE_BYTES = 6_000;
    private static final long SLOWER = TimeUnit.MILLISECONDS.toNanos(20); // 50 kB/s a connection
    private static final int CONNECTIONS = 8;
    private static final FolderPath SENT = FolderPath.of("Sent Items");

    @Test
    void eachMailboxShouldRunOnceWhateverBefallsItsNode(@TempDir Path folder) throws Exception {
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
                fill(source, mailbox);
                before.add(MailboxPicture.of(source, mailbox));
            }
            TestSite site =
                    new TestSite(folder)
                            .imap("source", source.port())
                            .imap("destination", proxy.port(), "connections=" + CONNECTIONS)
                            .route(
                                    "imap-to-imap",
                                    "maxConcurrentMailboxes: 16",
                                    "maxConcurrentMailboxes: 2\n        connectionsPerMailbox: 1")
                            .mailboxes(mailboxes);
            ClusterSite cluster = new ClusterSite(folder, site, database);

            try (CaravanProcess a = cluster.node("a", "migrate", "acme");
                    CaravanProcess b = cluster.node("b", "migrate", "acme");
                    CaravanProcess c = cluster.node("c", "migrate", "acme")) {
                await(() -> cluster.done() >= 3 && cluster.runningOn("b") > 0);
                b.kill();
                await(() -> cluster.runningOn("c") > 0);
                c.freeze();
                try (CaravanProcess d = cluster.node("d", "migrate", "acme")) {
                    await(() -> cluster.runningOn("b") == 0 && cluster.runningOn("c") == 0);
                    c.thaw();
                    cluster.upgradeTables();
                    try (CaravanProcess old = cluster.node("e", "migrate", "acme")) {
                        assertThat(old.exit()).as(old::said).isEqualTo(2);
                        assertThat(old.stderr()).contains("newer program");
                    }
                    database.restart();
                    for (CaravanProcess node : List.of(a, c, d)) {
                        assertThat(node.exit()).as(node::said).isZero();
                        assertThat(node.stderr()).doesNotContain("\tat ");
                    }
                    assertThat(c.stderr()).contains("was taken over while node c");
                    assertThat(d.stderr()).contains("node d joins pass");
                    System.out.printf(
                            "ClusterIT: %d mailboxes; done by a %d, b %d, c %d, d %d; %d started"
                                    + " again; %d connections at most%n",
                            MAILBOXES,
                            cluster.doneBy("a"),
                            cluster.doneBy("b"),
                            cluster.doneBy("c"),
                            cluster.doneBy("d"),
                            cluster.number(
                                    "SELECT coalesce(sum(runs - 1), 0) FROM cluster_mailbox"),
                            proxy.peak());
                }
            }

            for (int i = 0; i < mailboxes.length; i++) {
                MailboxPicture.of(destination, mailboxes[i]).assertSameMessages(before.get(i));
                assertThat(MailboxPicture.of(source, mailboxes[i])).isEqualTo(before.get(i));
            }
            assertThat(cluster.number("SELECT count(*) FROM cluster_pass")).isEqualTo(1);
            assertThat(cluster.done()).isEqualTo(MAILBOXES);
            // two mailboxes at once on each of the two nodes that were lost
            assertThat(cluster.number("SELECT sum(runs - 1) FROM cluster_mailbox"))
                    .isBetween(2L, 4L);
            assertThat(cluster.doneBy("a")).isPositive();
            assertThat(cluster.doneBy("d")).isPositive();
            assertThat(proxy.peak()).isLessThanOrEqualTo(CONNECTIONS);
        }
    }

    private static void fill(TestServer server, String mailbox) throws MailboxException {
        server.fill(mailbox, FolderPath.INBOX, messages(mailbox, 0, MESSAGES));
        server.fill(mailbox, SENT, messages(mailbox, MESSAGES, MESSAGES / 2));
    }

    private static Item[] messages(String mailbox, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> Messages.large(mailbox + " " + i, MESSAGE_BYTES))
                .toArray(Item[]::new);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(2)) // only against a test that hangs for ever
                .until(condition);
    }
}
