package io.mailcaravan.store.eml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.disk.NotPlainException;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what was written, or become something else while they are read. */
class EmlDamagedFilesTest {

    @TempDir private Path folder;
    private Path anna;

    @BeforeEach
    void mailbox() throws IOException {
        anna = Files.createDirectories(folder.resolve("mail/anna")).toRealPath();
    }

    private MailboxSession open(Access access) throws Exception {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        return new EmlStore("old", folder.resolve("mail"), spool).signIn(Login.of("anna"), access);
    }

    /** What is beside it is read all the same. */
    private void assertFailsAlone(String name, String reason) throws Exception {
        Files.writeString(anna.resolve("z.eml"), "Subject: whole\n\nx\n");
        try (MailboxSession session = open(Access.READ)) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            assertThat(heads).hasSize(2);
            assertThat(Sessions.read(session, FolderPath.INBOX, heads))
                    .singleElement()
                    .extracting(Received::text)
                    .isEqualTo("Subject: whole\r\n\r\nx\r\n");
            assertThat(session.unreadable(FolderPath.INBOX, heads.get(0).uid()).orElseThrow())
                    .contains(name)
                    .contains(reason);
        }
    }

    @Test
    void fileOfOursShouldHoldWhatItsNameSays() throws Exception {
        try (MailboxSession session = open(Access.WRITE)) {
            session.append(FolderPath.INBOX, List.of(Messages.plain("a"), Messages.plain("b")));
        }
        try (Stream<Path> files = Files.list(anna)) {
            Path file =
                    files.filter(each -> each.toString().endsWith(EmlNames.END))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        try (MailboxSession session = open(Access.READ)) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            assertThat(heads).hasSize(2);
            assertThat(Sessions.read(session, FolderPath.INBOX, heads)).hasSize(1);
            assertThat(
                            heads.stream()
                                    .map(ItemHead::uid)
                                    .flatMap(uid -> reason(session, uid).stream()))
                    .singleElement()
                    .asString()
                    .contains("another text than its name says");
        }
    }

    private static Optional<String> reason(MailboxSession session, Uid uid) {
        try {
            return session.unreadable(FolderPath.INBOX, uid);
        } catch (MailboxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fileWhoseEndWasNeverWrittenShouldFailAlone() throws Exception {
        Files.writeString(anna.resolve("a.eml"), "Subject: a\n\nhalf of it" + "\0".repeat(5000));
        assertFailsAlone("a.eml", "it was never written");
    }

    @Test
    void fileOfNothingButNulsShouldFailAlone() throws Exception {
        Files.writeString(anna.resolve("a.eml"), "\0".repeat(10));
        assertFailsAlone("a.eml", "it was never written");
    }

    @Test
    void fewNulsAtTheEndShouldBeTheMessagesOwn() throws Exception {
        Files.writeString(anna.resolve("a.eml"), "Subject: a\n\nx\0\0\0");
        try (MailboxSession session = open(Access.READ)) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            assertThat(Sessions.read(session, FolderPath.INBOX, heads))
                    .extracting(Received::text)
                    .containsExactly("Subject: a\r\n\r\nx\0\0\0");
        }
    }

    @Test
    void fileThatGrowsWhileItIsReadShouldFail() throws Exception {
        Path file = Files.writeString(anna.resolve("a.eml"), "Subject: a\n\n" + "x".repeat(9000));
        EmlTree tree = new EmlTree(anna);
        EmlFile listed = tree.files(FolderPath.INBOX).orElseThrow().get(0);
        try (InputStream in = tree.open(listed)) {
            in.readNBytes(100);
            Files.writeString(file, "more", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it was changed while it was read");
        }
    }

    @Test
    void fileThatIsChangedWhileItIsReadShouldBeToldAlsoWhenItRests() throws Exception {
        Path file = Files.writeString(anna.resolve("a.eml"), "Subject: a\n\nx\n");
        Touching files = new Touching(file);
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        try (MailboxSession session =
                new EmlSession("anna", anna, files, Access.READ, spool, folder.resolve("lists"))) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            files.busy = true;
            assertThat(Sessions.read(session, FolderPath.INBOX, heads)).isEmpty();
            files.busy = false;
            assertThat(session.unreadable(FolderPath.INBOX, heads.get(0).uid()).orElseThrow())
                    .contains("a.eml")
                    .contains("it was changed while it was read");
            assertThat(Sessions.read(session, FolderPath.INBOX, heads)).hasSize(1);
            assertThat(session.unreadable(FolderPath.INBOX, heads.get(0).uid())).isEmpty();
        }
    }

    /** While it is busy, somebody writes to the file each time it is opened. */
    private static final class Touching implements EmlFiles {
        private final Path file;
        private final EmlTree tree;
        private boolean busy;
        private long time;

        Touching(Path file) {
            this.file = file;
            this.tree = new EmlTree(file.getParent());
        }

        @Override
        public List<FolderPath> paths() throws IOException {
            return tree.paths();
        }

        @Override
        public List<String> overlooked() throws IOException {
            return tree.overlooked();
        }

        @Override
        public Optional<List<EmlFile>> files(FolderPath folder) throws IOException {
            return tree.files(folder);
        }

        @Override
        public InputStream open(EmlFile listed) throws IOException {
            InputStream in = tree.open(listed);
            if (busy) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(++time * 1000));
            }
            return in;
        }
    }

    /**
     * A file with a hole of that size takes no room. Not by the session, which would fill the disk
     * if this were not kept.
     */
    @Test
    void fileThatTheSpoolHasNoRoomForShouldNeitherBeReadNorKept() throws Exception {
        long size = FileErrors.free(folder).orElseThrow() + (64L << 30);
        try (RandomAccessFile hole = new RandomAccessFile(anna.resolve("a.eml").toFile(), "rw")) {
            hole.writeBytes("Subject: a\n\n");
            hole.setLength(size);
        }
        EmlTree tree = new EmlTree(anna);
        EmlFile listed = tree.files(FolderPath.INBOX).orElseThrow().get(0);
        EmlMessage message = new EmlMessage(tree, listed, new Spool(folder, 4096));
        assertThat(message.head(new Uid(1)).size()).isEqualTo(size);
        assertThatThrownBy(message::check)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has room for");
    }

    @Test
    void fileBehindADirectoryThatBecameALinkShouldNotBeRead() throws Exception {
        Path sent = Files.createDirectory(anna.resolve("Sent"));
        Files.writeString(sent.resolve("a.eml"), "Subject: a\n\nx\n");
        EmlTree tree = new EmlTree(anna);
        EmlFile listed = tree.files(FolderPath.of("Sent")).orElseThrow().get(0);
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(sent, elsewhere);
        Files.createSymbolicLink(sent, elsewhere);
        assertThatThrownBy(() -> tree.open(listed).close()).isInstanceOf(NotPlainException.class);
    }

    @Test
    void nothingShouldBeWrittenBehindADirectoryThatBecameALink() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path sent = Files.createSymbolicLink(anna.resolve("Sent"), elsewhere);
        EmlDelivery delivery = new EmlDelivery(sent);
        assertThatThrownBy(() -> delivery.write(List.of(Messages.plain("a"))))
                .isInstanceOf(NotPlainException.class);
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertThat(files).isEmpty();
        }
    }
}
