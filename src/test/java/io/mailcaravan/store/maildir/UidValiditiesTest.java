package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.UidValidity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A UIDVALIDITY tells one folder from all others of the store, and one life of it from the next.
 */
class UidValiditiesTest {

    @TempDir private Path folder;

    private MailboxStore store(String path) {
        return new MaildirStore(
                "backup", folder.resolve(path), new Spool(folder.resolve("spool"), 4096));
    }

    private static List<UidValidity> all(MailboxSession session) throws Exception {
        List<UidValidity> all = new ArrayList<>();
        for (Folder each : session.folders()) {
            all.add(session.status(each.path()).uidValidity());
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "mail/{mailbox}/Maildir"})
    void foldersMadeAtOnceShouldAllHaveTheirOwn(String path) throws Exception {
        List<UidValidity> given = new ArrayList<>();
        for (String mailbox : List.of("anna", "bert", "carl")) {
            try (MailboxSession session = store(path).signIn(Login.of(mailbox), Access.WRITE)) {
                for (int i = 0; i < 12; i++) {
                    session.create(FolderPath.of("Folder " + i), Optional.empty());
                }
                given.addAll(all(session));
            }
            try (MailboxSession again = store(path).signIn(Login.of(mailbox), Access.READ)) {
                assertThat(given).endsWith(all(again).toArray(UidValidity[]::new));
            }
        }
        assertThat(given).hasSize(3 * 13).doesNotHaveDuplicates();
    }

    @Test
    void folderMadeAnewShouldHaveAHigherOne() throws Exception {
        Set<UidValidity> given = new HashSet<>();
        long last = 0;
        for (int life = 0; life < 34; life++) {
            try (MailboxSession session = store("mail").signIn(Login.of("anna"), Access.WRITE)) {
                session.create(FolderPath.of("Sent"), Optional.empty());
                UidValidity now = session.status(FolderPath.of("Sent")).uidValidity();
                assertThat(given.add(now)).isTrue();
                assertThat(now.value()).isGreaterThan(last);
                last = now.value();
            }
            delete(folder.resolve("mail/anna/.Sent"));
        }
    }

    @Test
    void folderWhoseListIsLostShouldHaveANewOne() throws Exception {
        Path list = folder.resolve("mail/anna/dovecot-uidlist");
        Set<UidValidity> given = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            try (MailboxSession session = store("mail").signIn(Login.of("anna"), Access.WRITE)) {
                assertThat(given.add(session.status(FolderPath.INBOX).uidValidity())).isTrue();
                Files.delete(list);
                assertThat(given.add(session.status(FolderPath.INBOX).uidValidity())).isTrue();
                Files.delete(list);
            }
        }
    }

    @Test
    void sourcesThatWeNumberShouldAllHaveTheirOwn() throws Exception {
        for (int i = 0; i < 30; i++) {
            for (String name : List.of("cur", "new")) {
                Files.createDirectories(folder.resolve("mail/anna/.F" + i).resolve(name));
                Files.createDirectories(folder.resolve("mail/anna").resolve(name));
            }
        }
        List<UidValidity> first;
        try (MailboxSession session = store("mail").signIn(Login.of("anna"), Access.READ)) {
            first = all(session);
        }
        assertThat(first).hasSize(31).doesNotHaveDuplicates();
        try (MailboxSession session = store("mail").signIn(Login.of("anna"), Access.READ)) {
            assertThat(all(session)).isEqualTo(first);
        }
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
