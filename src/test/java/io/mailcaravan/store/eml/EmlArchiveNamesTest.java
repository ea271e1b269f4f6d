package io.mailcaravan.store.eml;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of entries as packers of all kinds write them. */
class EmlArchiveNamesTest {

    @TempDir private Path folder;

    private MailboxSession archive(String... names) throws Exception {
        OddZip zip = new OddZip();
        for (String name : names) {
            zip.deflated(name, "Subject: x\r\n\r\nx\r\n");
        }
        zip.write(folder.resolve("mail/anna.zip"));
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        return new EmlStore("old", folder.resolve("mail/{mailbox}.zip"), spool)
                .signIn(Login.of("anna"), Access.READ);
    }

    /** How many messages are read out of each folder. */
    private static Map<String, Integer> read(MailboxSession session) throws Exception {
        Map<String, Integer> read = new LinkedHashMap<>();
        for (FolderPath path : Sessions.paths(session)) {
            int count = Sessions.read(session, path, Sessions.heads(session, path)).size();
            read.put(path.toString(), count);
        }
        return read;
    }

    @Test
    void namesThatBeginAtTheDirectoryItselfShouldBeRead() throws Exception {
        try (MailboxSession session = archive("./", "./a.eml", "./Sent/", "./Sent/b.eml")) {
            assertThat(read(session)).isEqualTo(Map.of("INBOX", 1, "Sent", 1));
            assertThat(session.overlooked()).isEmpty();
        }
    }

    @Test
    void backslashesShouldSeparateDirectories() throws Exception {
        try (MailboxSession session = archive("Sent\\", "Sent\\1.eml", "Work\\New\\2.eml", "\\")) {
            assertThat(Sessions.paths(session))
                    .containsExactly(
                            FolderPath.INBOX,
                            FolderPath.of("Sent"),
                            FolderPath.of("Work"),
                            FolderPath.of("Work").child("New"));
            assertThat(read(session).values()).containsExactly(0, 1, 0, 1);
        }
    }

    @Test
    void messagesWithADotInFrontShouldBeRead() throws Exception {
        try (MailboxSession session =
                archive(".NET weekly.eml", ".eml", ".Sent/", ".Sent/a.eml", ".cache/")) {
            assertThat(read(session)).isEqualTo(Map.of("INBOX", 2, ".Sent", 1));
            assertThat(session.overlooked()).isEmpty();
        }
    }

    @Test
    void whatSystemsPutBesideFilesShouldBePassedOver() throws Exception {
        List<String> names =
                List.of("._a.eml", "__MACOSX/a.eml", ".DS_Store", ".Trashes/a.eml", ".hidden/x");
        try (MailboxSession session = archive(names.toArray(String[]::new))) {
            assertThat(read(session)).isEqualTo(Map.of("INBOX", 0));
            assertThat(session.overlooked()).isEmpty();
        }
    }
}
