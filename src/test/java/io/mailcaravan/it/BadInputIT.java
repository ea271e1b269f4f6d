package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in what people write are said in one line, before anything is moved. */
class BadInputIT {
    private static final String MAILBOX = "ada@x.example";

    @TempDir private Path folder;
    private TestSite site;

    /** A site that works, with one message to copy; tests then spoil it. */
    @BeforeEach
    void write() throws Exception {
        Path source = folder.resolve("from").resolve(MAILBOX);
        for (String part : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectories(source.resolve(part));
        }
        Files.writeString(
                source.resolve("cur").resolve("1600000000.1.host:2,S"), "Subject: one\n\nbody\n");
        site =
                new TestSite(folder)
                        .maildir("backup", folder.resolve("from"))
                        .maildir("destination", folder.resolve("to"))
                        .route("maildir-to-imap")
                        .mailboxes(MAILBOX);
    }

    private void complains(String... words) throws Exception {
        Complaint.expect(site.migrate(), 2, words);
        assertThat(folder.resolve("to")).doesNotExist();
    }

    @Test
    void unknownRouteShouldBeNamed() throws Exception {
        Complaint.expect(site.run("migrate", "acne"), 2, "route 'acne'", "Did you mean 'acme'?");
    }

    @Test
    void unknownStoreInRouteShouldBeNamed() throws Exception {
        site.route("maildir-to-imap", "mailbox:destination", "mailbox:destinatoin");
        complains("mailbox:destinatoin", "'destination'");
    }

    @Test
    void unknownOptionInRouteShouldBeNamed() throws Exception {
        site.route("maildir-to-imap", "mailboxes: mailboxes.csv", "mailboxess: mailboxes.csv");
        complains("acme.camel.yaml", "mailboxess", "'mailboxes'");
    }

    @Test
    void unparsableRouteShouldBeNamedWithItsLine() throws Exception {
        site.route("maildir-to-imap", "    from:", "    from: [");
        complains("acme.camel.yaml", "line ");
    }

    @Test
    void unknownSettingOfStoreShouldBeNamed() throws Exception {
        site.store("destination", "pth=elsewhere");
        complains("caravan.stores.destination.pth", "'path'");
    }

    @Test
    void unsetVariableShouldBeNamed() throws Exception {
        site.store("spare", "type=imap", "host=h.example", "password=${NO_SUCH_VARIABLE_HERE}");
        complains("caravan.stores.spare.password", "NO_SUCH_VARIABLE_HERE");
    }

    @Test
    void clearTextShouldNeedConsent() throws Exception {
        site.store("backup", "type=imap", "host=localhost", "tls=none");
        Files.writeString(
                site.config(),
                Files.readString(site.config()).replaceAll("(?m)^.*backup.*(maildir|path).*$", ""));
        complains("caravan.stores.backup.tls", "caravan.stores.backup.allow-insecure=true");
    }

    @Test
    void missingListShouldBeNamed() throws Exception {
        Files.delete(site.list());
        complains("mailboxes.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "source,destination\\na,b,c; line 2; 3 fields",
                "source,destination,source_password\\na,b,c\\nd,,hunter2-do-not-print; line 3;"
                        + " no destination",
                "source,destination\\na,b\\nc,b; line 3; line 2"
            })
    void mistakeInListShouldBeNamedWithItsLine(String text, String line, String words)
            throws Exception {
        Files.writeString(site.list(), text.replace("\\n", "\n"));
        complains("mailboxes.csv", line, words);
    }

    @Test
    void listFromSpreadsheetShouldWork() throws Exception {
        Files.writeString(
                site.list(),
                "\ufeff\"source\";\"destination\"\r\n\"" + MAILBOX + "\";\"new@y.example\"\r\n",
                StandardCharsets.UTF_8);
        try (CaravanProcess caravan = site.migrate()) {
            assertThat(caravan.exit()).as(caravan::said).isZero();
            assertThat(caravan.stdout()).contains("1 copied");
        }
    }

    @Test
    void damagedLedgerShouldBeLeftAlone() throws Exception {
        Path ledger = Files.createDirectories(site.state()).resolve("ledger.db");
        byte[] damaged =
                "no database at all, but something precious"
                        .repeat(50)
                        .getBytes(StandardCharsets.US_ASCII);
        Files.write(ledger, damaged);
        try (CaravanProcess caravan = site.migrate()) {
            assertThat(caravan.exit()).as(caravan::said).isIn(2, 3);
            assertThat(caravan.stderr()).contains("ledger.db").doesNotContain("\tat ", "Exception");
        }
        assertThat(ledger).hasBinaryContent(damaged);
        assertThat(folder.resolve("to")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 1, nothing accepts connections",
        "no-such-host.invalid, 993, no host has the name"
    })
    void unreachableStoreShouldBeNamed(String host, String port, String words) throws Exception {
        site.store("old", "type=imap", "host=" + host, "port=" + port, "username=u");
        site.store("old", "password=" + Complaint.SECRET);
        site.route("maildir-to-imap", "mailbox:backup", "mailbox:old");
        Complaint.expect(site.migrate(), 3, "old", host + ":" + port, words);
    }

    @Test
    void stateInUseShouldBeRefused() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            site.store("old", "type=imap", "host=localhost", "port=" + silent.getLocalPort());
            site.store("old", "tls=none", "allow-insecure=true", "password=x");
            site.route("maildir-to-imap", "mailbox:backup", "mailbox:old");
            Path lock = site.state().resolve("caravan.lock");
            try (CaravanProcess first = site.migrate()) {
                Awaitility.await().until(() -> Files.exists(lock) && Files.size(lock) > 0);
                Complaint.expect(site.migrate(), 3, site.state().toString(), "in use by process ");
                assertThat(first.runs()).isTrue();
            }
        }
    }
}
