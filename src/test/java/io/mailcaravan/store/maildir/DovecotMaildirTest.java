package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Maildir as Dovecot 2.3.19 left it after three APPENDs; names and lists are its own. */
class DovecotMaildirTest {

    @TempDir private Path folder;
    private MaildirFixture mail;

    @BeforeEach
    void writeAsDovecotDoes() throws Exception {
        mail = new MaildirFixture(folder);
        mail.directories("");
        mail.directories(".Projects.&ANw-bersicht");
        mail.directories(".R&-D");
        mail.write(".R&-D/maildirfolder", "");
        mail.write(".R&-D/dovecot-uidlist", "3 V1795409267 N1 G9062f10c72c5036b8268000083ecc375\n");
        mail.write(
                ".Projects.&ANw-bersicht/dovecot-uidlist",
                "3 V1795409266 N1 Geea4110c72c5036b8268000083ecc375\n");
        mail.write("subscriptions", "V\t2\n\nProjects\t&ANw-bersicht\nINBOX\n");
        mail.write("dovecot-keywords", "0 $Forwarded\n1 Projekt-X\n");
        // Dovecot adds lines and leaves N behind
        mail.write(
                "dovecot-uidlist",
                """
                3 V1795409268 N3 G9162f10c72c5036b8268000083ecc375
                1 :1795409266.M243882P26754.vm,S=37,W=41
                2 W51 :1795409266.M255782P26754.vm,S=45
                7 :1795409266.M268474P26754.vm,S=22,W=24
                """);
        mail.write(
                "cur/1795409266.M243882P26754.vm,S=37,W=41:2,",
                "Message-ID: <1@x>\nSubject: one\n\nbody\n",
                "2021-06-15T08:30:00Z");
        mail.write(
                "cur/1795409266.M255782P26754.vm,S=45:2,Sab",
                "Message-ID: <2@x>\nSubject: two\n\nbare\nlf cr\nx\n",
                "2016-01-03T09:00:00Z");
        mail.write(
                "new/1795409266.M268474P26754.vm,S=22,W=24",
                "Subject: three\n\nno end",
                "2017-01-03T09:00:00Z");
    }

    @Test
    void uidsShouldBeDovecots() throws Exception {
        assertThat(mail.status().uidValidity()).isEqualTo(new UidValidity(1795409268));
        assertThat(mail.status().uidNext()).isEqualTo(new Uid(8));
        assertThat(mail.received())
                .extracting(Received::uid)
                .containsExactly(new Uid(1), new Uid(2), new Uid(7));
    }

    @Test
    void linesShouldEndInCrlfAsOverImap() throws Exception {
        assertThat(mail.received())
                .extracting(Received::text)
                .containsExactly(
                        "Message-ID: <1@x>\r\nSubject: one\r\n\r\nbody\r\n",
                        "Message-ID: <2@x>\r\nSubject: two\r\n\r\nbare\r\nlf cr\r\nx\r\n",
                        "Subject: three\r\n\r\nno end");
    }

    @Test
    void headsShouldTellWhatImapTells() throws Exception {
        try (MailboxSession session = mail.source()) {
            assertThat(Sessions.heads(session, FolderPath.INBOX))
                    .containsExactly(
                            new ItemHead(
                                    new Uid(1),
                                    Flags.NONE,
                                    Instant.parse("2021-06-15T08:30:00Z"),
                                    41),
                            new ItemHead(
                                    new Uid(2),
                                    Flags.parse("\\Seen $Forwarded Projekt-X"),
                                    Instant.parse("2016-01-03T09:00:00Z"),
                                    51),
                            new ItemHead(
                                    new Uid(7),
                                    Flags.NONE,
                                    Instant.parse("2017-01-03T09:00:00Z"),
                                    24));
        }
    }

    @Test
    void foldersAndSubscriptionsShouldBeFound() throws Exception {
        try (MailboxSession session = mail.source()) {
            List<Folder> folders = session.folders();
            assertThat(folders)
                    .extracting(each -> each.path() + " " + each.selectable() + each.subscribed())
                    .containsExactly(
                            "INBOX truetrue",
                            "Projects falsefalse",
                            "Projects/\u00dcbersicht truetrue",
                            "R&D truefalse");
        }
    }

    @Test
    void subscriptionsOfDovecot1ShouldBeFoundAndKeepTheirForm() throws Exception {
        mail.write("subscriptions", "INBOX\nProjects.&ANw-bersicht\n");
        try (MailboxSession session = mail.destination()) {
            session.subscribe(FolderPath.of("R&D"));
            assertThat(session.folders()).filteredOn(Folder::subscribed).hasSize(3);
        }
        assertThat(Files.readString(mail.maildir.resolve("subscriptions")))
                .isEqualTo("INBOX\nProjects.&ANw-bersicht\nR&-D\n");
    }

    @Test
    void appendShouldGoOnInDovecotsLists() throws Exception {
        mail.append(Messages.with(Messages.plain("four"), Flags.parse("projekt-x neu")));

        assertThat(mail.names("cur")).hasSize(3).anyMatch(name -> name.endsWith(":2,bc"));
        assertThat(Files.readString(mail.maildir.resolve("dovecot-keywords")))
                .isEqualTo("0 $Forwarded\n1 Projekt-X\n2 neu\n");
        assertThat(Files.readString(mail.maildir.resolve("dovecot-uidlist")))
                .startsWith("3 V1795409268 N3 G9162f10c72c5036b8268000083ecc375\n1 :")
                .contains("\n2 W51 :1795")
                .containsPattern("\n8 :\\d+\\.R[0-9a-f]{16}Q\\d+\\.caravan,S=\\d+,W=\\d+\n$");
    }

    @Test
    void listOfDovecot1ShouldBeReadAndWrittenAnew() throws Exception {
        mail.write(
                "dovecot-uidlist",
                """
                1 1234567 9
                1 1795409266.M243882P26754.vm,S=37,W=41
                5 1795409266.M255782P26754.vm,S=45:2,S
                6 1795409266.M268474P26754.vm,S=22,W=24
                """);
        assertThat(mail.received())
                .extracting(Received::uid)
                .containsExactly(new Uid(1), new Uid(5), new Uid(6));

        mail.append(Messages.plain("x"));

        assertThat(mail.status().uidValidity()).isEqualTo(new UidValidity(1234567));
        assertThat(mail.received())
                .extracting(Received::uid)
                .containsExactly(new Uid(1), new Uid(5), new Uid(6), new Uid(9));
    }
}
