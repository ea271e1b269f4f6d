package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One Maildir, {@code anna}, and what tests do with it. */
final class MaildirFixture {

    static final Login ANNA = Login.of("anna");

    final Path folder;
    final Path maildir;
    final MaildirStore store;

    MaildirFixture(Path folder) {
        this(folder, folder.resolve("mail/anna"));
    }

    MaildirFixture(Path folder, Path maildir) {
        this.folder = folder;
        this.maildir = maildir;
        this.store =
                new MaildirStore(
                        "maildirs",
                        folder.resolve("mail"),
                        new Spool(folder.resolve("spool"), 4096));
    }

    /** The same store with another layout set. */
    MaildirStore store(Layout layout) {
        return new MaildirStore(
                "maildirs",
                folder.resolve("mail"),
                layout,
                new Spool(folder.resolve("spool"), 4096));
    }

    /** A message in a directory below the Maildir, made when missing; names are byte names. */
    Path message(String directory, String name, String id) throws IOException {
        Path into = ByteNames.resolve(maildir, directory);
        Files.createDirectories(into);
        return Files.writeString(
                ByteNames.resolve(into, name),
                "Message-ID: <%s@x>\r\n\r\n%s\r\n".formatted(id, id));
    }

    MailboxSession source() throws MailboxException {
        return store.signIn(ANNA, Access.READ);
    }

    MailboxSession destination() throws MailboxException {
        return store.signIn(ANNA, Access.WRITE);
    }

    List<AppendOutcome> append(Item... items) throws MailboxException {
        try (MailboxSession session = destination()) {
            return session.append(FolderPath.INBOX, List.of(items));
        }
    }

    FolderStatus status() throws MailboxException {
        try (MailboxSession session = source()) {
            return session.status(FolderPath.INBOX);
        }
    }

    List<Received> received(FolderPath path) throws MailboxException {
        try (MailboxSession session = source()) {
            return Sessions.read(session, path, Sessions.heads(session, path));
        }
    }

    List<Received> received() throws MailboxException {
        return received(FolderPath.INBOX);
    }

    /** A directory with {@code cur}, {@code new} and {@code tmp}. */
    void directories(String name) throws IOException {
        for (String each : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(name).resolve(each));
        }
    }

    void write(String name, String latin1) throws IOException {
        Files.writeString(maildir.resolve(name), latin1, StandardCharsets.ISO_8859_1);
    }

    void write(String name, String latin1, String date) throws IOException {
        write(name, latin1);
        Files.setLastModifiedTime(maildir.resolve(name), FileTime.from(Instant.parse(date)));
    }

    /** The names in a directory of the Maildir. */
    List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Every file and directory of the Maildir with time and content. */
    Map<String, String> everything() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(maildir)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String content =
                        Files.isRegularFile(path)
                                ? Received.sha256(Files.readAllBytes(path))
                                : "directory";
                all.put(
                        maildir.relativize(path).toString(),
                        Files.getLastModifiedTime(path) + " " + content);
            }
        }
        return all;
    }
}
