package io.mailcaravan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.demo.DemoMailbox.DemoFolder;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.store.maildir.MaildirStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoServersTest {

    private static final DemoMailbox SMALL =
            new DemoMailbox(
                    "anna@old.example",
                    "anna@new.example",
                    "demo",
                    List.of(
                            folder("INBOX", 9),
                            folder("Gr\u00f6\u00dfe & Gewicht", 5),
                            folder("\u4f1a\u8b70", 4)));

    @TempDir Path folder;

    @Test
    void demonstrationShouldHaveWhatTheReadmePromises() {
        List<DemoMailbox> all = DemoMailbox.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        assertThat(all.stream().mapToInt(DemoMailbox::messages).sum()).isGreaterThan(200);
        assertThat(all)
                .anySatisfy(
                        mailbox ->
                                assertThat(mailbox.folders())
                                        .anyMatch(one -> one.large() >= 20_000_000));
    }

    @Test
    void sampleMessagesShouldBeTheSameInEveryRun() throws Exception {
        Map<String, List<String>> first = filledSource();
        assertThat(first.values().stream().mapToInt(List::size).sum()).isEqualTo(18);
        assertThat(filledSource()).isEqualTo(first);
    }

    @Test
    void keptDestinationShouldComeBackAsItWas() throws Exception {
        Spool spool = spool();
        Files.createDirectories(folder.resolve("kept"));
        MaildirStore kept = new MaildirStore("kept", folder.resolve("kept"), spool);
        Map<String, List<String>> before;
        try (DemoServers servers = new DemoServers(List.of(SMALL), spool)) {
            servers.fill();
            MailboxCopy.copy(
                    servers.source(),
                    DemoServers.source(SMALL),
                    servers.destination(),
                    DemoServers.destination(SMALL));
            before = contents(servers.destination(), DemoServers.destination(SMALL));
            servers.save(kept);
        }
        try (DemoServers servers = new DemoServers(List.of(SMALL), spool)) {
            servers.restore(kept);
            assertThat(contents(servers.destination(), DemoServers.destination(SMALL)))
                    .isEqualTo(before);
        }
    }

    private Map<String, List<String>> filledSource() throws MailboxException {
        try (DemoServers servers = new DemoServers(List.of(SMALL), spool())) {
            servers.fill();
            return contents(servers.source(), DemoServers.source(SMALL));
        }
    }

    private Spool spool() {
        return new Spool(folder.resolve("spool"), 1 << 20);
    }

    private static DemoFolder folder(String path, int messages) {
        return new DemoFolder(FolderPath.parse(path), messages, 0);
    }

    private static Map<String, List<String>> contents(MailboxStore store, Login login)
            throws MailboxException {
        Map<String, List<String>> found = new TreeMap<>();
        try (MailboxSession session = store.signIn(login, Access.READ)) {
            for (Folder one : session.folders()) {
                List<ItemHead> heads = new ArrayList<>();
                session.list(one.path(), UidRange.ALL, heads::add);
                List<String> items = new ArrayList<>();
                session.read(one.path(), List.of(heads).iterator(), item -> items.add(text(item)));
                found.put(one.path().toString(), items);
            }
        }
        return found;
    }

    private static String text(Item item) {
        try (var content = item.content();
                var in = content.open()) {
            CRC32 sum = new CRC32();
            sum.update(in.readAllBytes());
            return item.head().internalDate() + " " + item.head().flags() + " " + sum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
