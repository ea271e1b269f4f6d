package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Trees of several programs: each directory with mail is one folder, or is named. */
class MaildirLayoutTest {

    @TempDir private Path folder;
    private MaildirFixture mail;

    @BeforeEach
    void createFixture() {
        mail = new MaildirFixture(folder);
    }

    private void tree(String... directories) throws Exception {
        for (String directory : directories) {
            mail.message(
                    (directory.isEmpty() ? "" : directory + "/") + "cur",
                    "1500000000.x:2,S",
                    directory.hashCode() + "");
        }
    }

    /** Folder and Message-ID of each message. */
    private List<String> read(Layout layout) throws Exception {
        List<String> found = new ArrayList<>();
        try (MailboxSession session = mail.store(layout).signIn(MaildirFixture.ANNA, Access.READ)) {
            for (Folder each : session.folders()) {
                if (each.selectable()) {
                    Sessions.fingerprints(session, each.path(), UidRange.ALL)
                            .values()
                            .forEach(
                                    print ->
                                            found.add(
                                                    each.path()
                                                            + " "
                                                            + print.identity().orElseThrow()));
                }
            }
        }
        return found;
    }

    private static String at(String path, String directory) {
        return path + " <" + directory.hashCode() + "@x>";
    }

    private List<String> overlooked(Layout layout) throws Exception {
        try (MailboxSession session = mail.store(layout).signIn(MaildirFixture.ANNA, Access.READ)) {
            return session.overlooked();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "FS"})
    void nestedFoldersOfDovecotShouldBeRead(Layout layout) throws Exception {
        tree("", "Work", "Work/v1.2", "Work/&ANw-bersicht", "INBOX/Lists");
        mail.write("subscriptions", "Work/v1.2\nINBOX/Lists\n");

        assertThat(read(layout))
                .containsExactly(
                        at("INBOX", ""),
                        at("INBOX/Lists", "INBOX/Lists"),
                        at("Work", "Work"),
                        at("Work/v1.2", "Work/v1.2"),
                        at("Work/\u00dcbersicht", "Work/&ANw-bersicht"));
        assertThat(overlooked(layout)).isEmpty();
        try (MailboxSession session = mail.store(layout).signIn(MaildirFixture.ANNA, Access.READ)) {
            assertThat(session.folders())
                    .filteredOn(Folder::subscribed)
                    .extracting(Folder::path)
                    .containsExactly(
                            FolderPath.of("INBOX", "Lists"), FolderPath.of("Work", "v1.2"));
        }
    }

    @Test
    void treesWithoutMessagesAtTheTopShouldBeRead() throws Exception {
        tree("Inbox", "Archive", "Archive/2019", "Archive/.2020", "Sent");
        assertThat(read(Layout.AUTO))
                .containsExactly(
                        at("INBOX", "Inbox"),
                        at("Archive", "Archive"),
                        at("Archive/2019", "Archive/2019"),
                        at("Archive/2020", "Archive/.2020"),
                        at("Sent", "Sent"));
    }

    @Test
    void bothLayoutsSideBySideShouldBeRead() throws Exception {
        tree("", ".Sent", ".Work.A", "Work", "Work/A");
        assertThat(read(Layout.AUTO))
                .containsExactly(
                        at("INBOX", ""),
                        at("Sent", ".Sent"),
                        at("Work", "Work"),
                        at("Work/A", ".Work.A"),
                        at("Work/A (A)", "Work/A"));
    }

    @Test
    void foldersOfOnePathShouldEachHaveTheirOwn() throws Exception {
        String utf8 = ByteNames.bytes(".B\u00fccher");
        tree(
                "",
                ".B&APw-cher",
                utf8,
                ".B\u00fccher",
                ".INBOX",
                ".inbox",
                ".a..b",
                ".a\\2e.b",
                ".INBOX.Sub",
                ".inbox.Sub");

        List<String> found = read(Layout.AUTO);

        assertThat(found)
                .containsExactlyInAnyOrder(
                        at("INBOX", ""),
                        at("INBOX (INBOX)", ".INBOX"),
                        at("INBOX (inbox)", ".inbox"),
                        at("INBOX/Sub", ".INBOX.Sub"),
                        at("INBOX/Sub (inbox-Sub)", ".inbox.Sub"), // servers refuse dots
                        at("B\u00fccher", ".B&APw-cher"),
                        at("B\u00fccher (B=C3=BCcher)", utf8),
                        at("B\u00fccher (B=FCcher)", ".B\u00fccher"),
                        at("a..b", ".a..b"),
                        at("a./b", ".a\\2e.b"));
        assertThat(read(Layout.AUTO)).isEqualTo(found);
        assertThat(overlooked(Layout.AUTO)).isEmpty();
    }

    @Test
    void directoryThatIsNotTakenShouldBeNamed() throws Exception {
        tree("", ".Sent", "Work", "Work/Deep", ".Sent/Old");
        mail.message("Half/new", "1500000000.x", "half");

        assertThat(read(Layout.MAILDIR)).containsExactly(at("INBOX", ""), at("Sent", ".Sent"));
        assertThat(overlooked(Layout.MAILDIR))
                .hasSize(4)
                .anyMatch(text -> text.contains("/Work has a folder cur"))
                .anyMatch(text -> text.contains("/Work/Deep has a folder cur"))
                .anyMatch(text -> text.contains("/.Sent/Old has a folder cur"))
                .anyMatch(text -> text.contains("/Half/new has messages"));
        assertThat(overlooked(Layout.AUTO)).singleElement().asString().contains("/Half/new ");
    }

    @Test
    void nestedLayoutShouldLeaveNoFolderOutThatBeginsWithADot() throws Exception {
        tree("", ".Sent", ".Work.A");
        assertThat(read(Layout.FS))
                .containsExactly(at("INBOX", ""), at(".Sent", ".Sent"), at(".Work.A", ".Work.A"));
    }

    @Test
    void directoryThatHoldsAMaildirShouldNotBeOne() throws Exception {
        tree("Maildir", "Maildir/.Sent");
        Files.createDirectories(mail.maildir.resolve("Documents"));
        assertThatThrownBy(mail::source)
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("is no Maildir");
        assertThat(read(Layout.FS)).hasSize(2);
    }

    @Test
    void fileSystemThatIsNotMountedShouldNotLookLikeAnEmptyMailbox() throws Exception {
        tree("", ".Sent");
        Path elsewhere = folder.resolve("elsewhere");
        try (MailboxSession session = mail.source()) {
            assertThat(session.folders()).hasSize(2);
            assertThat(session.status(FolderPath.of("Sent")).messages()).isEqualTo(1);

            Files.move(mail.maildir, elsewhere);
            assertFails(Scope.STORE, session::folders);
            assertFails(Scope.STORE, () -> session.status(FolderPath.of("Sent")));
            Files.createDirectory(mail.maildir);
            assertFails(Scope.MAILBOX, session::folders);
            assertFails(Scope.MAILBOX, () -> session.status(FolderPath.of("Sent")));
            assertFails(Scope.MAILBOX, () -> session.status(FolderPath.INBOX));

            Files.delete(mail.maildir);
            Files.move(elsewhere, mail.maildir);
            assertThat(session.status(FolderPath.of("Sent")).messages()).isEqualTo(1);
        }
    }

    private static void assertFails(
            Scope scope, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        MailboxException failure = catchThrowableOfType(MailboxException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.scope()).isEqualTo(scope);
        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(failure.explanation()).contains("mounted");
    }

    @Test
    void listThatCannotBeReadShouldNotStopTheMailbox() throws Exception {
        tree("", ".Sent");
        Files.createDirectory(mail.maildir.resolve("subscriptions"));
        assertThat(read(Layout.AUTO)).hasSize(2);
        assertThat(overlooked(Layout.AUTO)).singleElement().asString().contains("subscriptions");
    }

    @ParameterizedTest
    @CsvSource({
        "FS, Work/v1.2, Work/v1.2",
        "FS, Work/new, Work/\\6eew",
        "FS, .hidden, \\2ehidden",
        "FS, subscriptions, \\73ubscriptions",
        "FS, dovecot-uidlist, \\64ovecot-uidlist",
        "FS, dovecot-keywords, \\64ovecot-keywords",
        "FS, dovecot.index.log, \\64ovecot.index.log",
        "FS, Work/caravan.lock, Work/\\63aravan.lock",
        "FS, caravan-uidvalidity, \\63aravan-uidvalidity",
        "FS, Work/maildirfolder, Work/\\6daildirfolder",
        "FS, dovecot, dovecot",
        "FS, INBOX/B\u00fccher, INBOX/B&APw-cher",
        "FS, a%2Fb, a\\2fb",
        "MAILDIR, Work/v1.2, .Work.v1\\2e2",
        "AUTO, Work/v1.2, .Work.v1\\2e2"
    })
    void newFolderShouldLieWhereTheLayoutHasIt(Layout layout, String path, String directory)
            throws Exception {
        FolderPath wanted = FolderPath.parse(path);
        try (MailboxSession session =
                mail.store(layout).signIn(MaildirFixture.ANNA, Access.WRITE)) {
            session.create(wanted, Optional.empty());
            session.append(wanted, List.of(Messages.plain("x")));
        }
        assertThat(mail.maildir.resolve(directory).resolve("cur")).isDirectory();
        assertThat(mail.received(wanted)).hasSize(1);
        assertThat(mail.append(Messages.plain("y"))).hasSize(1);
        assertThat(mail.received()).hasSize(1);
    }

    @Test
    void newFolderShouldLieAsTheOthersDo() throws Exception {
        tree("", "Work");
        try (MailboxSession session = mail.destination()) {
            session.create(FolderPath.of("Work", "New"), Optional.empty());
        }
        assertThat(mail.maildir.resolve("Work/New/cur")).isDirectory();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "FS"})
    void nameThatCannotExistShouldBeToldBeforehand(Layout layout) throws Exception {
        FolderPath name = FolderPath.of("\u65e5".repeat(200));
        FolderPath path = FolderPath.of("a".repeat(200), "b".repeat(200), "c".repeat(200));
        try (MailboxSession session =
                mail.store(layout).signIn(MaildirFixture.ANNA, Access.WRITE)) {
            assertThat(session.nameProblem(name).orElseThrow()).contains("255");
            assertThat(session.nameProblem(path).isPresent()).isEqualTo(layout != Layout.FS);
            assertThat(session.nameProblem(FolderPath.of("v1.2 notes"))).isEmpty();
        }
    }

    @Test
    void unknownLayoutShouldBeNamed() {
        Map<String, String> values = Map.of("type", "maildir", "path", "mail", "layout", "flat");
        assertThatThrownBy(
                        () ->
                                new MaildirStoreFactory()
                                        .create(
                                                new StoreSettings("backup", values, folder),
                                                new Spool(folder, 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.backup.layout");
    }
}
