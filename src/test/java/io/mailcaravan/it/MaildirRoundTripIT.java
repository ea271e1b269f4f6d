package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup into Maildirs and a restore from them change nothing. */
class MaildirRoundTripIT {
    private static final String[] MAILBOXES = {"ada@x.example", "bob@x.example"};

    @Test
    void restoredBackupShouldEqualTheOriginal(@TempDir Path folder) throws Exception {
        Path backup = folder.resolve("backup");
        try (TestServer server = new TestServer(folder);
                TestServer fresh = new TestServer(folder)) {
            for (String mailbox : MAILBOXES) {
                SampleMailboxes.fill(server, mailbox, 400);
            }
            TestSite there =
                    new TestSite(Files.createDirectory(folder.resolve("there")))
                            .imap("source", server.port())
                            .maildir("backup", backup)
                            .route("imap-to-maildir")
                            .mailboxes(MAILBOXES);
            TestSite back =
                    new TestSite(Files.createDirectory(folder.resolve("back")))
                            .maildir("backup", backup)
                            .imap("destination", fresh.port())
                            .route("maildir-to-imap")
                            .mailboxes(MAILBOXES);
            for (TestSite site : new TestSite[] {there, back}) {
                try (CaravanProcess caravan = site.migrate()) {
                    assertThat(caravan.exit()).as(caravan::said).isZero();
                }
            }
            for (String mailbox : MAILBOXES) {
                MailboxPicture.of(fresh, mailbox)
                        .assertSameMessages(MailboxPicture.of(server, mailbox));
            }
        }
    }
}
