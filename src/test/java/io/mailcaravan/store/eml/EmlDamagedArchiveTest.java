package io.mailcaravan.store.eml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives whose entries are not what the archive says. */
class EmlDamagedArchiveTest {

    private static final String TEXT = "Subject: x\r\n\r\nall of it\r\n";

    @TempDir private Path folder;

    private MailboxSession open() throws Exception {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        return new EmlStore("old", archive().resolveSibling("{mailbox}.zip"), spool)
                .signIn(Login.of("anna"), Access.READ);
    }

    private Path archive() {
        return folder.resolve("mail/anna.zip");
    }

    /** The only message fails, others would go on. */
    private void assertFails(OddZip zip, String reason) throws Exception {
        zip.write(archive());
        try (MailboxSession session = open()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            assertThat(heads).hasSize(1);
            assertThat(Sessions.read(session, FolderPath.INBOX, heads)).isEmpty();
            assertThat(session.unreadable(FolderPath.INBOX, heads.get(0).uid()).orElseThrow())
                    .contains("a.eml")
                    .contains(reason);
        }
    }

    @Test
    void damagedStoredEntryShouldFailAlone() throws Exception {
        assertFails(new OddZip().stored("a.eml", TEXT).change("all of", "all if"), "checksum");
    }

    @Test
    void damagedDeflatedEntryShouldFailAlone() throws Exception {
        assertFails(new OddZip().deflated("a.eml", TEXT).change("all of", "all if"), "checksum");
    }

    @Test
    void entryThatIsLongerThanToldShouldFailAlone() throws Exception {
        assertFails(new OddZip().deflated("a.eml", TEXT).declare(10), "more than the 10 bytes");
    }

    @Test
    void entryThatIsShorterThanToldShouldFailAlone() throws Exception {
        assertFails(new OddZip().deflated("a.eml", TEXT).declare(100), "fewer than the 100 bytes");
    }

    @Test
    void secondEntryOfANameShouldBeTold() throws Exception {
        new OddZip()
                .deflated("Sent/1.eml", TEXT)
                .deflated("Sent/2.eml", "Subject: other\r\n\r\nx\r\n")
                .change("Sent/2.eml", "Sent/1.eml")
                .write(archive());
        try (MailboxSession session = open()) {
            FolderPath sent = FolderPath.of("Sent");
            assertThat(Sessions.read(session, sent, Sessions.heads(session, sent))).hasSize(1);
            assertThat(session.overlooked())
                    .singleElement()
                    .asString()
                    .startsWith("Sent/1.eml is in the archive twice");
        }
    }

    @Test
    void secondEntryWithTheSameMessageShouldNotBeTold() throws Exception {
        new OddZip()
                .deflated("1.eml", TEXT)
                .deflated("2.eml", TEXT)
                .change("2.eml", "1.eml")
                .write(archive());
        try (MailboxSession session = open()) {
            assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(1);
            assertThat(session.overlooked()).isEmpty();
        }
    }

    @Test
    void anotherMessageOfTheSameNameAndSizeShouldBeAnotherItem() throws Exception {
        new OddZip().deflated("a.eml", TEXT).write(archive());
        try (MailboxSession session = open()) {
            assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(1);
        }
        new OddZip().deflated("a.eml", TEXT.replace("Subject: x", "Subject: y")).write(archive());
        try (MailboxSession session = open()) {
            assertThat(Sessions.heads(session, FolderPath.INBOX))
                    .extracting(ItemHead::uid)
                    .containsExactly(new Uid(2));
        }
    }

    @Test
    void archiveThatIsReplacedByADamagedOneShouldBeToldEachTime() throws Exception {
        new OddZip().deflated("a.eml", TEXT).write(archive());
        try (MailboxSession session = open()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            Files.writeString(archive(), "no archive at all, and of another size");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(session::folders).isInstanceOf(MailboxException.class);
            }
            new OddZip().deflated("a.eml", TEXT).write(archive());
            assertThat(Sessions.read(session, FolderPath.INBOX, heads))
                    .extracting(Received::text)
                    .containsExactly(TEXT);
        }
    }
}
