package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that cannot be trusted, refuse the sign-in or cannot hold a folder. */
class BadServerIT {
    private static final String MAILBOX = "ada@x.example";
    private static TestServer good;

    @TempDir private Path folder;
    private TestSite site;

    @BeforeAll
    static void start(@TempDir Path spool) throws Exception {
        good = new TestServer(spool, "FORMAT", "sdbox");
    }

    @AfterAll
    static void stop() {
        if (good != null) {
            good.close();
        }
    }

    @BeforeEach
    void write() throws Exception {
        site =
                new TestSite(folder)
                        .imap("destination", good.port())
                        .route("imap-to-imap")
                        .mailboxes(MAILBOX);
    }

    private void complains(TestServer server, boolean trusted, String words) throws Exception {
        site.store("source", "type=imap", "host=localhost", "username=" + MAILBOX);
        site.store("source", "password=secret", "port=" + server.container().tlsPort());
        if (trusted) {
            Path file = server.container().caFile(folder);
            site.store("source", "ca-file=" + file.getFileName());
        }
        Complaint.expect(
                site.migrate(), 3, "source", "localhost:" + server.container().tlsPort(), words);
    }

    @Test
    void untrustedAuthorityShouldBeRefused() throws Exception {
        complains(good, false, "authority that is not trusted");
    }

    @Test
    void expiredCertificateShouldBeRefused() throws Exception {
        try (TestServer server = new TestServer(folder, "CERTIFICATE", "expired")) {
            complains(server, true, "certificate has expired");
        }
    }

    @Test
    void certificateOfAnotherHostShouldBeRefused() throws Exception {
        try (TestServer server = new TestServer(folder, "CERTIFICATE", "other")) {
            complains(server, true, "certificate is for another host name");
        }
    }

    @Test
    void wrongPasswordShouldBeTriedOnce() throws Exception {
        String user = "wrong@x.example";
        site.store("source", "type=imap", "host=localhost", "port=" + good.port());
        site.store("source", "tls=none", "allow-insecure=true");
        Files.writeString(
                site.list(),
                "source,destination,source_password\n" + user + ",b," + Complaint.SECRET + "\n");
        Complaint.expect(site.migrate(), 3, user, "source");
        assertThat(
                        Pattern.compile("auth failed, (\\d+) attempts[^\n]*user=<" + user)
                                .matcher(good.container().getLogs())
                                .results()
                                .map(found -> found.group(1)))
                .containsExactly("1");
    }

    /** Below a server whose separator is a dot no name can have one. */
    @Test
    void folderWithTheSeparatorInItsNameShouldArriveUnderAnotherName() throws Exception {
        String mailbox = "dots@x.example";
        good.fill(mailbox, FolderPath.of("v1.2 notes"), Messages.plain("a"), Messages.plain("b"));
        good.fill(mailbox, FolderPath.of("possible"), Messages.plain("c"));
        try (TestServer dots = new TestServer(folder, "SEPARATOR", ".", "PREFIX", "INBOX.")) {
            site =
                    new TestSite(Files.createDirectory(folder.resolve("dots")))
                            .imap("source", good.port())
                            .imap("destination", dots.port())
                            .route("imap-to-imap")
                            .mailboxes(mailbox);
            try (CaravanProcess caravan = site.migrate()) {
                assertThat(caravan.exit()).as(caravan::said).isZero();
                assertThat(caravan.stderr()).doesNotContain("\tat ", "Exception");
                assertThat(caravan.stdout()).contains("3 copied", "0 failed");
                assertThat(MailboxPicture.of(dots, mailbox).count()).isEqualTo(3);
            }
        }
    }

    /** The program has 256 MB. */
    @Test
    void keywordsWithoutEndShouldStopOnlyTheirFolder() throws Exception {
        Path maildir = folder.resolve("maildir");
        try (BabblingServer babbling = new BabblingServer()) {
            site =
                    new TestSite(Files.createDirectory(folder.resolve("babbling")))
                            .store("source", "type=imap", "host=localhost")
                            .store("source", "port=" + babbling.port())
                            .store("source", "tls=none", "allow-insecure=true")
                            .maildir("backup", maildir)
                            .route("imap-to-maildir");
            Files.writeString(site.list(), "source,destination,source_password\na,a,secret\n");
            try (CaravanProcess caravan = site.migrate()) {
                assertThat(caravan.exit()).as(caravan::said).isEqualTo(1);
                assertThat(caravan.stderr()).contains("INBOX", "keywords").doesNotContain("\tat ");
                assertThat(caravan.stdout()).contains("1 copied");
            }
        }
    }
}
