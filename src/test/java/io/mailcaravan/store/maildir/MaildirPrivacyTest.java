package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Maildir is its owner's alone, and nothing in it leads this program elsewhere. */
class MaildirPrivacyTest {

    private static final FolderPath DEEP = FolderPath.of("Work", "Deep");

    @TempDir private Path folder;
    private MaildirFixture mail;
    private Path outside;

    @BeforeEach
    void createMaildir() throws Exception {
        mail = new MaildirFixture(folder);
        outside = Files.createDirectory(folder.resolve("outside"));
        for (String name : List.of("cur", "new", "tmp")) {
            Files.createDirectory(outside.resolve(name));
            Files.createDirectories(outside.resolve("Deep").resolve(name));
        }
        Files.writeString(outside.resolve("victim"), "precious\n");
        Files.writeString(outside.resolve("cur/1500000000.other"), "Subject: another's\n\n");
    }

    /** Does all that writes; a refusal is as good as an end. */
    private void writeEverything(Layout layout) {
        attempt(
                () -> {
                    try (MailboxSession session =
                            mail.store(layout).signIn(MaildirFixture.ANNA, Access.WRITE)) {
                        attempt(() -> session.create(DEEP, Optional.of(SpecialUse.ARCHIVE)));
                        attempt(() -> session.subscribe(DEEP));
                        for (FolderPath path : List.of(FolderPath.INBOX, DEEP)) {
                            attempt(
                                    () ->
                                            session.append(
                                                    path,
                                                    List.of(
                                                            Messages.with(
                                                                    Messages.plain("a"),
                                                                    Flags.parse("key1")))));
                            attempt(
                                    () ->
                                            session.storeFlags(
                                                    path, Map.of(new Uid(1), Flags.parse("key2"))));
                            attempt(() -> session.delete(path, List.of(new Uid(1))));
                        }
                    }
                });
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void attempt(Call call) {
        try {
            call.run();
        } catch (MailboxException e) {
            assertThat(e.retry()).as(e.explanation()).isEqualTo(Retry.NEVER);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> contents(Path directory) throws Exception {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                all.put(
                        path.toString(),
                        Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                                + (Files.isRegularFile(path) ? Files.readString(path) : ""));
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"MAILDIR", "FS"})
    void allThatIsMadeShouldBePrivate(Layout layout) throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        writeEverything(layout);
        try (MailboxSession session = mail.destination()) {
            session.append(FolderPath.INBOX, List.of(Messages.varied(3)));
        }
        mail.message("new", "1500000000.unnumbered", "x");
        mail.received();
        for (Path made : List.of(folder.resolve("mail"), folder.resolve("spool"))) {
            try (Stream<Path> paths = Files.walk(made)) {
                for (Path path : (Iterable<Path>) paths::iterator) {
                    if (!path.getFileName().toString().equals("1500000000.unnumbered")) {
                        assertThat(
                                        PosixFilePermissions.toString(
                                                Files.getPosixFilePermissions(path)))
                                .as(path.toString())
                                .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caravan.lock",
                "caravan-special-use",
                "caravan-special-use.caravan-tmp",
                "subscriptions",
                "subscriptions.caravan-tmp",
                "dovecot-uidlist",
                "dovecot-uidlist.caravan-tmp",
                "dovecot-keywords",
                "dovecot-keywords.caravan-tmp",
                ".Work.Deep/dovecot-uidlist",
                ".Work.Deep/dovecot-keywords.caravan-tmp",
                ".Work.Deep/maildirfolder",
                ".Work.Deep/caravan.lock",
                "Work/Deep/dovecot-uidlist"
            })
    void linkInPlaceOfAFileShouldLeadNowhere(String link) throws Exception {
        Layout layout = link.startsWith("Work") ? Layout.FS : Layout.MAILDIR;
        writeEverything(layout);
        Path place = mail.maildir.resolve(link);
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, outside.resolve("victim"));
        Map<String, String> before = contents(outside);

        writeEverything(layout);

        assertThat(contents(outside)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tmp",
                "cur",
                "new",
                ".Work.Deep",
                ".Work.Deep/cur",
                ".Work.Deep/tmp",
                "Work",
                "Work/Deep",
                "Work/Deep/new",
                "Work/Deep/tmp",
                "."
            })
    void linkInPlaceOfADirectoryShouldLeadNowhere(String link) throws Exception {
        Layout layout = link.startsWith("Work") ? Layout.FS : Layout.MAILDIR;
        writeEverything(layout);
        Path place = mail.maildir.resolve(link).normalize();
        Files.move(place, folder.resolve("away"));
        Files.createSymbolicLink(place, outside);
        Map<String, String> before = contents(outside);

        writeEverything(layout);
        writeEverything(Layout.AUTO);

        assertThat(contents(outside)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {".Shared", "Shared", "cur", "new"})
    void linkInASourceShouldBeNamedAndNotRead(String link) throws Exception {
        mail.directories("");
        mail.directories(".Sent");
        Path place = mail.maildir.resolve(link);
        if (Files.exists(place)) {
            Files.delete(place);
        }
        Files.createSymbolicLink(place, outside.resolve(link.length() == 3 ? link : ""));

        try (MailboxSession session = mail.source()) {
            for (var each : session.folders()) {
                if (each.selectable()) {
                    assertThat(session.status(each.path()).messages()).isZero();
                }
            }
            assertThat(session.overlooked())
                    .singleElement()
                    .asString()
                    .contains("/" + link + " is a link");
        }
    }

    @Test
    void mailboxThatItsOwnerMadeALinkShouldBeRefused() throws Exception {
        Files.createDirectories(mail.maildir.getParent());
        Files.createSymbolicLink(mail.maildir, outside);
        Map<String, String> before = contents(outside);

        MailboxException failure =
                catchThrowableOfType(MailboxException.class, () -> mail.destination().close());

        assertThat(failure.scope()).isEqualTo(MailboxException.Scope.MAILBOX);
        assertThat(failure).hasMessageContaining("is a link");
        assertThat(contents(outside)).isEqualTo(before);
    }
}
