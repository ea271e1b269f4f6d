package io.mailcaravan.store.eml;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import io.mailcaravan.testkit.SourceOnlyContract;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages in a zip archive. */
class EmlArchiveTest implements SourceOnlyContract {

    @TempDir private Path folder;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private int delivered;

    @BeforeEach
    void createMailbox() throws IOException {
        deliver(FolderPath.INBOX, List.of());
    }

    @Override
    public MailboxStore store() {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        return new EmlStore("old", folder.resolve("mail/{mailbox}.zip"), spool);
    }

    @Override
    public Login login() {
        return Login.of("anna");
    }

    /** Later ones have later names, so that they get later UIDs. */
    @Override
    public void deliver(FolderPath into, List<Item> items) throws IOException {
        StringBuilder directory = new StringBuilder();
        for (String name : into.isInbox() ? List.<String>of() : into.names()) {
            directory.append(name).append('/');
            entries.put(directory.toString(), new byte[0]);
        }
        for (Item item : items) {
            entries.put("%s%06d.eml".formatted(directory, ++delivered), Received.bytes(item));
        }
        pack(StandardCharsets.UTF_8);
    }

    private void pack(Charset names) throws IOException {
        Path zip = folder.resolve("mail/anna.zip");
        Files.createDirectories(zip.getParent());
        Path next = folder.resolve("next.zip");
        try (OutputStream out = Files.newOutputStream(next);
                ZipOutputStream packed = new ZipOutputStream(out, names)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                packed.putNextEntry(new ZipEntry(each.getKey()));
                packed.write(each.getValue());
            }
        }
        Files.move(next, zip, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void namesOfAnySystemShouldBeRead() throws Exception {
        entries.put("Entw\u00fcrfe/a.eml", "Subject: x\n\nx\n".getBytes(StandardCharsets.UTF_8));
        entries.put("Entw\u00fcrfe/read me.txt", new byte[1]);
        entries.put("__MACOSX/._a.eml", new byte[1]);
        pack(StandardCharsets.ISO_8859_1);
        try (MailboxSession session = store().signIn(login(), Access.READ)) {
            FolderPath drafts = FolderPath.of("Entw\u00fcrfe");
            assertThat(Sessions.paths(session)).containsExactly(FolderPath.INBOX, drafts);
            assertThat(Sessions.read(session, drafts, Sessions.heads(session, drafts)))
                    .singleElement()
                    .satisfies(got -> assertThat(got.text()).isEqualTo("Subject: x\r\n\r\nx\r\n"));
            assertThat(session.overlooked())
                    .singleElement()
                    .asString()
                    .endsWith("/read me.txt is no .eml file.");
        }
    }
}
