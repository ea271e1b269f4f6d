package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A mailbox of mbox files that other programs have written. */
final class MboxFiles {

    static final Login ANNA = Login.of("anna");

    /** A line with which a message begins. */
    static final String FROM = "From a@test.example Tue Jun 15 08:30:00 2021\n";

    private final Path folder;
    private MboxLayout layout = MboxLayout.AUTO;
    private MboxFormat format = MboxFormat.MBOXRD;

    MboxFiles(Path folder) {
        this.folder = folder;
    }

    MboxFiles layout(MboxLayout other) {
        layout = other;
        return this;
    }

    MboxFiles format(MboxFormat other) {
        format = other;
        return this;
    }

    /** The mailbox's file or directory. */
    Path anna() {
        return folder.resolve("mail").resolve("anna");
    }

    /** Writes a file, a byte a char. */
    MboxFiles write(Path file, String latin1) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, latin1.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The mailbox as one file. */
    MboxFiles one(String latin1) throws IOException {
        return write(anna(), latin1);
    }

    void add(String latin1) throws IOException {
        Files.write(
                anna(), latin1.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
    }

    MboxStore store() {
        return store("old");
    }

    /** The program as it is after a start. */
    MboxStore store(String name) {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        return new MboxStore(name, folder.resolve("mail"), layout, format, spool);
    }

    MailboxSession read() throws Exception {
        return store().signIn(ANNA, Access.READ);
    }

    MailboxSession write() throws Exception {
        return store().signIn(ANNA, Access.WRITE);
    }

    List<ItemHead> heads(FolderPath path) throws Exception {
        try (MailboxSession session = read()) {
            return Sessions.heads(session, path);
        }
    }

    /** All messages of a folder, and that the listing told their sizes. */
    List<Received> received(FolderPath path) throws Exception {
        try (MailboxSession session = read()) {
            List<ItemHead> heads = Sessions.heads(session, path);
            List<Received> got = Sessions.read(session, path, heads);
            for (Received each : got) {
                if (!heads.contains(each.head())) {
                    throw new AssertionError(each.head() + " was listed otherwise: " + heads);
                }
            }
            return got;
        }
    }

    /** The messages of INBOX, with LF for CRLF. */
    List<String> texts() throws Exception {
        return received(FolderPath.INBOX).stream()
                .map(each -> each.text().replace("\r\n", "\n"))
                .toList();
    }
}
