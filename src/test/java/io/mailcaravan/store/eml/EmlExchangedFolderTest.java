package io.mailcaravan.store.eml;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories of a destination that are others now, under the same names. */
class EmlExchangedFolderTest {

    private static final Login ANNA = Login.of("anna");

    @TempDir private Path folder;
    private Path anna;

    @BeforeEach
    void copySome() throws Exception {
        anna = folder.resolve("mail/anna");
        fill();
    }

    private MailboxSession open(Access access) throws Exception {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        return new EmlStore("backup", folder.resolve("mail"), spool).signIn(ANNA, access);
    }

    /** Each level gets messages. */
    private void fill() throws Exception {
        try (MailboxSession session = open(Access.WRITE)) {
            for (String name : List.of("INBOX", "Projects", "Projects/A")) {
                FolderPath path = FolderPath.parse(name);
                if (!path.isInbox()) {
                    session.create(path, Optional.empty());
                }
                session.append(path, List.of(Messages.varied(3)));
            }
        }
    }

    private FolderStatus status(String path, Access access) throws Exception {
        try (MailboxSession session = open(access)) {
            return session.status(FolderPath.parse(path));
        }
    }

    private UidValidity validity(String path) throws Exception {
        UidValidity written = status(path, Access.WRITE).uidValidity();
        assertThat(status(path, Access.READ).uidValidity()).isEqualTo(written);
        return written;
    }

    private Path directory(String path) {
        return path.equals("INBOX") ? anna : anna.resolve(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INBOX", "Projects", "Projects/A"})
    void directoryThatWasMadeAnewShouldHaveAnotherUidValidity(String path) throws Exception {
        UidValidity before = validity(path);
        deleteTree(directory(path));
        Files.createDirectories(directory(path));

        UidValidity after = validity(path);

        assertThat(after).isNotEqualTo(before);
        assertThat(status(path, Access.WRITE).messages()).isZero();
        fill();
        assertThat(validity(path)).isEqualTo(after);
        assertThat(status(path, Access.READ).messages()).isEqualTo(3);
    }

    /** One of two disks that are used in turns. */
    @Test
    void directoryOfAnotherMarkShouldHaveAnotherUidValidity() throws Exception {
        UidValidity before = validity("INBOX");
        Path first = folder.resolve("first");
        Files.move(anna, first);
        fill();
        UidValidity second = validity("INBOX");
        assertThat(second).isNotEqualTo(before);
        Files.move(anna, folder.resolve("second"));
        Files.move(first, anna);
        assertThat(validity("INBOX")).isNotEqualTo(second);
        assertThat(status("INBOX", Access.READ).messages()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void messagesThatTheirOwnerDeletesShouldChangeNoUidValidity(int deleted) throws Exception {
        for (String path : List.of("INBOX", "Projects", "Projects/A")) {
            FolderStatus before = status(path, Access.WRITE);
            delete(path, deleted);
            FolderStatus after = status(path, Access.WRITE);
            assertThat(after.uidValidity()).isEqualTo(before.uidValidity());
            assertThat(after.uidNext()).isEqualTo(before.uidNext());
            assertThat(after.messages()).isEqualTo(3 - deleted);
        }
    }

    /** Somebody cleans up, or brings the messages to another disk without what is hidden. */
    @Test
    void directoryWithoutItsMarkShouldBeKnownByWhatItHolds() throws Exception {
        UidValidity before = validity("INBOX");
        Files.delete(anna.resolve(EmlMark.FILE));
        delete("INBOX", 2);
        assertThat(validity("INBOX")).isEqualTo(before);
        delete("INBOX", 1);
        assertThat(validity("INBOX")).isNotEqualTo(before);
    }

    /** As versions before the mark have left them. */
    @Test
    void listWithoutAMarkShouldBeThatOfAFolderThatHoldsItsFiles() throws Exception {
        UidValidity before = validity("INBOX");
        forgetMarks();
        assertThat(validity("INBOX")).isEqualTo(before);
        delete("INBOX", 3);
        assertThat(validity("INBOX")).isNotEqualTo(before);
    }

    private void forgetMarks() throws IOException {
        Files.delete(anna.resolve(EmlMark.FILE));
        try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
            for (Path list : files.filter(file -> file.toString().endsWith(".uidlist")).toList()) {
                String text = Files.readString(list);
                Files.writeString(list, text.replaceFirst("^(W\\d+) \\w+", "$1"));
            }
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private void delete(String path, int count) throws IOException {
        try (Stream<Path> files = Files.list(directory(path))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".eml")).limit(count).toList()) {
                Files.delete(file);
            }
        }
    }
}
