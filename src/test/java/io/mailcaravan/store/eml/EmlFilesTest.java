package io.mailcaravan.store.eml;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as other programs export them, and what becomes of numbers. */
class EmlFilesTest {

    private static final Login ANNA = Login.of("anna");
    private static final Instant CHANGED = Instant.parse("2022-02-02T02:02:02Z");

    @TempDir private Path folder;
    private Path anna;

    @BeforeEach
    void mailbox() throws IOException {
        anna = Files.createDirectories(folder.resolve("mail/anna"));
    }

    private MailboxSession open(Access access) throws Exception {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        return new EmlStore("old", folder.resolve("mail"), spool).signIn(ANNA, access);
    }

    private void write(String name, String text) throws IOException {
        Path file = anna.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(CHANGED));
    }

    private List<ItemHead> heads() throws Exception {
        try (MailboxSession session = open(Access.READ)) {
            return Sessions.heads(session, FolderPath.INBOX);
        }
    }

    private FolderStatus status() throws Exception {
        try (MailboxSession session = open(Access.READ)) {
            return session.status(FolderPath.INBOX);
        }
    }

    @Test
    void internalDateShouldBeThatOfTheHeaderElseOfTheFile() throws Exception {
        write("a.eml", "Received: by x; Thu, 2 Jan 2020 03:04:05 +0000\nSubject: a\n\nx\n");
        write("b.EML", "Subject: b\n\nx\n");
        assertThat(heads())
                .extracting(ItemHead::internalDate)
                .containsExactly(Instant.parse("2020-01-02T03:04:05Z"), CHANGED);
        assertThat(heads()).extracting(ItemHead::size).containsExactly(65L, 17L);
    }

    @Test
    void uidOfARemovedFileShouldNotComeBack() throws Exception {
        write("a.eml", "Subject: a\n\nx\n");
        write("b.eml", "Subject: b\n\nx\n");
        Files.delete(anna.resolve("b.eml"));
        assertThat(status().uidNext()).isEqualTo(new Uid(2));
        write("b.eml", "Subject: b\n\nx\n");
        status();
        Files.delete(anna.resolve("b.eml"));
        write("c.eml", "Subject: c\n\nx\n");
        assertThat(heads()).extracting(ItemHead::uid).containsExactly(new Uid(1), new Uid(3));
    }

    @Test
    void anotherMessageOfTheSameNameShouldBeAnotherItem() throws Exception {
        write("1.eml", "Subject: a\n\nx\n");
        heads();
        write("1.eml", "Subject: another\n\nx\n");
        assertThat(heads()).extracting(ItemHead::uid).containsExactly(new Uid(2));
    }

    @Test
    void anotherMessageOfTheSameNameAndSizeShouldBeAnotherItem() throws Exception {
        write("1.eml", "Subject: a\n\nx\n");
        heads();
        write("1.eml", "Subject: b\n\nx\n");
        assertThat(heads()).extracting(ItemHead::uid).containsExactly(new Uid(2));
        assertThat(heads()).extracting(ItemHead::uid).containsExactly(new Uid(2));
        write("1.eml", "Subject: a\n\nx\n");
        assertThat(heads()).extracting(ItemHead::uid).containsExactly(new Uid(3));
    }

    @Test
    void fileThatIsOnlyWrittenAnewShouldStayTheSameItem() throws Exception {
        write("1.eml", "Subject: a\n\nx\n");
        FolderStatus before = status();
        write("1.eml", "Subject: a\n\nx\n");
        Files.setLastModifiedTime(anna.resolve("1.eml"), FileTime.from(Instant.EPOCH));
        assertThat(status()).isEqualTo(before);
        assertThat(heads()).extracting(ItemHead::uid).containsExactly(new Uid(1));
    }

    @Test
    void lostOrDamagedListShouldChangeTheUidValidity() throws Exception {
        write("a.eml", "Subject: a\n\nx\n");
        FolderStatus before = status();
        assertThat(status()).isEqualTo(before);
        try (Stream<Path> lists = Files.list(folder.resolve("spool/eml-uidlists"))) {
            Path list =
                    lists.filter(file -> file.toString().endsWith(".uidlist"))
                            .findAny()
                            .orElseThrow();
            Files.writeString(list, "rubbish\n");
        }
        assertThat(status().uidValidity()).isNotEqualTo(before.uidValidity());
    }

    @Test
    void cutOffLineOfTheListShouldOnlyTakeItsNumber() throws Exception {
        write("a.eml", "Subject: a\n\nx\n");
        FolderStatus before = status();
        try (Stream<Path> lists = Files.list(folder.resolve("spool/eml-uidlists"))) {
            Path list =
                    lists.filter(file -> file.toString().endsWith(".uidlist"))
                            .findAny()
                            .orElseThrow();
            Files.writeString(list, Files.readString(list) + "2 14/b.e");
        }
        write("b.eml", "Subject: b\n\nx\n");
        assertThat(heads()).extracting(ItemHead::uid).containsExactly(new Uid(1), new Uid(3));
        assertThat(status().uidValidity()).isEqualTo(before.uidValidity());
    }

    @Test
    void whatIsNoMailShouldBeTold() throws Exception {
        write("a.eml", "Subject: a\n\nx\n");
        write("notes.txt", "x");
        write("other.txt", "x");
        write("desktop.ini", "x");
        write("Work/plan.pdf", "x");
        Files.createSymbolicLink(anna.resolve("link.eml"), anna.resolve("a.eml"));
        try (MailboxSession session = open(Access.READ)) {
            assertThat(Sessions.paths(session))
                    .containsExactly(FolderPath.INBOX, FolderPath.of("Work"));
            assertThat(session.overlooked())
                    .containsExactlyInAnyOrder(
                            anna.toRealPath()
                                    + "/link.eml and 2 more files beside it are no .eml files.",
                            anna.toRealPath() + "/Work/plan.pdf is no .eml file.");
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(1);
        }
    }

    @Test
    void hiddenFilesAndDirectoriesShouldBeReadWhereTheyHoldMessages() throws Exception {
        write(".NET weekly.eml", "Subject: a\n\nx\n");
        write("._a.eml", "attributes");
        write(".Sent/Old/b.eml", "Subject: b\n\nx\n");
        write(".cache/x", "x");
        write(".Trashes/c.eml", "Subject: c\n\nx\n");
        Files.createSymbolicLink(anna.resolve(".link.eml"), anna.resolve(".NET weekly.eml"));
        try (MailboxSession session = open(Access.READ)) {
            FolderPath sent = FolderPath.of(".Sent");
            assertThat(Sessions.paths(session))
                    .containsExactly(FolderPath.INBOX, sent, sent.child("Old"));
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(1);
            assertThat(session.status(sent.child("Old")).messages()).isEqualTo(1);
            assertThat(session.overlooked())
                    .containsExactly(anna.toRealPath() + "/.link.eml is no .eml file.");
        }
    }

    @Test
    void emptyFileShouldBeToldByMessage() throws Exception {
        write("a.eml", "");
        try (MailboxSession session = open(Access.READ)) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            assertThat(Sessions.read(session, FolderPath.INBOX, heads)).isEmpty();
            assertThat(session.unreadable(FolderPath.INBOX, new Uid(1)).orElseThrow())
                    .contains("a.eml is empty");
        }
    }

    @Test
    void directoryOfTheInboxShouldBeInboxToo() throws Exception {
        write("a.eml", "Subject: a\n\nx\n");
        write("Inbox/b.eml", "Subject: b\n\nx\n");
        try (MailboxSession session = open(Access.READ)) {
            assertThat(Sessions.paths(session)).containsExactly(FolderPath.INBOX);
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(2);
        }
    }

    @Test
    void nothingShouldBeWrittenOver() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (MailboxSession session = open(Access.WRITE)) {
                session.append(
                        FolderPath.INBOX, List.of(Messages.plain("same"), Messages.plain("same")));
            }
        }
        try (MailboxSession session = open(Access.READ)) {
            assertThat(Sessions.read(session, FolderPath.INBOX, heads()))
                    .hasSize(4)
                    .extracting(Received::sha256)
                    .containsOnly(Received.sha256(Messages.plain("same")));
        }
    }

    @Test
    void leftoversOfAKilledAppendShouldGo() throws Exception {
        write(".0" + EmlNames.PART, "half a mess");
        try (MailboxSession session = open(Access.WRITE)) {
            assertThat(session.overlooked()).isEmpty();
            session.append(FolderPath.INBOX, List.of(Messages.plain("whole")));
        }
        assertThat(heads()).hasSize(1);
        assertThat(anna.resolve(".0" + EmlNames.PART)).doesNotExist();
    }
}
