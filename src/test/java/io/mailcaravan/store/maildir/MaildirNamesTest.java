package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.disk.MailboxDirectory;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaildirNamesTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Projects/Alpha, .Projects.Alpha",
        "R&D, .R&-D",
        "Entw\u00fcrfe, .Entw&APw-rfe",
        "v1.2, .v1\\2e2",
        "a\\b, .a\\5cb",
        "a%2Fb, .a\\2fb",
        "INBOX/Lists, .INBOX.Lists"
    })
    void folderShouldHaveDovecotsDirectory(String folderPath, String directory) {
        FolderPath path = FolderPath.parse(folderPath);
        assertThat(FolderName.encode(path)).isEqualTo(directory);
        assertThat(FolderName.decode(directory)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "anna@acme.example, anna@acme.example",
        "a/b, a%2Fb",
        ".., %2E.",
        "100%, 100%25",
        "j\u00f6rg, j%C3%B6rg",
        "'a b', a%20b"
    })
    void mailboxShouldHaveASafeDirectory(String mailbox, String directory) {
        assertThat(MailboxDirectory.encode(mailbox)).isEqualTo(directory);
        assertThat(MailboxDirectory.of(Path.of("/m"), mailbox))
                .isEqualTo(Path.of("/m").resolve(directory));
    }

    @Test
    void placeholderShouldSayWhereTheMaildirIs() throws Exception {
        try (var session =
                store(Map.of("type", "maildir", "path", "mail/{mailbox}/Maildir"))
                        .signIn(Login.of("anna"), Access.WRITE)) {
            assertThat(session.folders()).hasSize(1);
        }
        assertThat(folder.resolve("mail/anna/Maildir/cur")).isDirectory();
    }

    @Test
    void missingPathShouldBeNamed() {
        assertThatThrownBy(() -> store(Map.of("type", "maildir")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.backup.path: not set");
    }

    @Test
    void unknownSettingShouldBeNamed() {
        assertThatThrownBy(() -> store(Map.of("type", "maildir", "paht", "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Did you mean 'path'?");
    }

    @Test
    void sourceThatIsNotThereShouldBeNamed() {
        MailboxStore store = store(Map.of("type", "maildir", "path", "mail"));
        assertThatThrownBy(() -> store.signIn(Login.of("anna"), Access.READ).close())
                .isInstanceOf(MailboxException.class)
                .extracting(e -> ((MailboxException) e).scope())
                .isEqualTo(MailboxException.Scope.STORE);
    }

    private MailboxStore store(Map<String, String> values) {
        return new MaildirStoreFactory()
                .create(
                        new StoreSettings("backup", values, folder),
                        new Spool(folder.resolve("spool"), 4096));
    }
}
