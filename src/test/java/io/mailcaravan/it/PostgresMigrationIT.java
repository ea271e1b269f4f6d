package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.testkit.PostgresContainer;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** Whole passes with the ledger on PostgreSQL. */
class PostgresMigrationIT {

    private static final String[] MAILBOXES = {"ada@x.example", "bob@x.example"};
    private static final long SLOWER = TimeUnit.MICROSECONDS.toNanos(200); // about 4 MB/s

    private static PostgresContainer postgres;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        // longer than it takes until the next line of progress
        postgres = new PostgresContainer().withEnv("DOWNTIME", "8");
        postgres.start();
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.stop();
        }
    }

    private static void useLedger(TestSite site, String url) throws Exception {
        site.set(
                "caravan.datasource.url=" + url,
                "caravan.datasource.username=" + PostgresContainer.USERNAME,
                "caravan.datasource.password=" + PostgresContainer.PASSWORD);
    }

    private static List<MailboxPicture> fill(TestServer source, int messages) throws Exception {
        List<MailboxPicture> pictures = new ArrayList<>();
        for (String mailbox : MAILBOXES) {
            SampleMailboxes.fill(source, mailbox, messages);
            pictures.add(MailboxPicture.of(source, mailbox));
        }
        return pictures;
    }

    private static void assertArrived(TestServer destination, List<MailboxPicture> expected)
            throws Exception {
        for (int i = 0; i < MAILBOXES.length; i++) {
            MailboxPicture.of(destination, MAILBOXES[i]).assertSameMessages(expected.get(i));
        }
    }

    private TestSite site(TestServer source, int destination) throws Exception {
        return new TestSite(folder)
                .imap("source", source.port())
                .imap("destination", destination)
                .route("imap-to-imap")
                .mailboxes(MAILBOXES);
    }

    private static String run(TestSite site, String... command) throws Exception {
        try (CaravanProcess caravan = site.run(command)) {
            assertThat(caravan.exit()).as(caravan::said).isZero();
            return caravan.stdout() + caravan.stderr();
        }
    }

    @Test
    void passShouldOutliveARestartOfPostgres() throws Exception {
        try (TestServer source = new TestServer(folder);
                TestServer destination = new TestServer(folder);
                CuttingProxy proxy =
                        new CuttingProxy(
                                destination.port(),
                                () -> CuttingProxy.Watch.PASS,
                                () -> CuttingProxy.Watch.PASS,
                                SLOWER)) {
            List<MailboxPicture> before = fill(source, 3_000);
            TestSite site = site(source, proxy.port());
            useLedger(site, postgres.newDatabase());
            try (CaravanProcess caravan = site.migrate()) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> proxy.sent() > 300_000 || !caravan.runs());
                assertThat(caravan.runs()).as(caravan::said).isTrue();
                postgres.restart();
                assertThat(caravan.exit()).as(caravan::said).isZero();
                assertThat(caravan.stderr())
                        .contains("ledger: waiting for PostgreSQL at ")
                        .doesNotContain("\tat ", PostgresContainer.PASSWORD);
            }
            assertArrived(destination, before);
            assertThat(site.state().resolve("ledger.db")).doesNotExist();
            assertThat(run(site, "verify", "acme")).contains("0 differences");
            assertThat(run(site, "migrate", "acme")).contains("0 copied");
            assertArrived(destination, before);
        }
    }

    @Test
    void movedLedgerShouldLeaveThePassNothingToDo() throws Exception {
        try (TestServer source = new TestServer(folder);
                TestServer destination = new TestServer(folder)) {
            List<MailboxPicture> before = fill(source, 200);
            TestSite site = site(source, destination.port());
            run(site, "migrate", "acme");

            useLedger(site, postgres.newDatabase());
            Complaint.expect(site.migrate(), 2, "has a ledger of its own", "caravan ledger move");
            assertThat(run(site, "ledger", "move"))
                    .contains("items of 2 mailboxes to PostgreSQL at ", "ledger.db.moved");

            assertThat(run(site, "migrate", "acme")).contains("0 copied");
            assertArrived(destination, before);
            assertThat(run(site, "report", "acme")).contains(MAILBOXES);

            site.unset("caravan.datasource");
            Complaint.expect(site.migrate(), 2, "its ledger was moved to PostgreSQL at ");
            Complaint.expect(site.run("report"), 2, "its ledger was moved to PostgreSQL at ");
        }
    }

    @Test
    void serverThatIsDownShouldEndEveryCommandThatNeedsItWithThree() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        TestSite site =
                new TestSite(folder)
                        .maildir("backup", folder.resolve("from"))
                        .maildir("destination", folder.resolve("to"))
                        .route("maildir-to-imap")
                        .mailboxes(MAILBOXES);
        String address = "localhost:" + nobody;
        site.set(
                "caravan.datasource.url=jdbc:postgresql://" + address + "/ledger",
                "caravan.datasource.username=caravan",
                "caravan.datasource.password=" + Complaint.SECRET);
        for (String command : List.of("migrate", "verify", "retry", "report", "serve")) {
            Complaint.expect(
                    site.run(command, "acme"),
                    3,
                    "PostgreSQL at " + address + "/ledger",
                    "refused",
                    "caravan.datasource.url");
        }
    }

    @Test
    void clusterWithoutADatabaseShouldSayWhatToSet() throws Exception {
        TestSite site =
                new TestSite(folder)
                        .maildir("backup", folder.resolve("from"))
                        .maildir("destination", folder.resolve("to"))
                        .route("maildir-to-imap")
                        .mailboxes(MAILBOXES)
                        .set("caravan.cluster.enabled=true");
        Complaint.expect(
                site.migrate(),
                2,
                "caravan.cluster.enabled",
                "caravan.datasource.url=jdbc:postgresql://HOST/DATABASE");
    }
}
