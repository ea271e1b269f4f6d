package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.ConversionMemory;
import io.mailcaravan.convert.tnef.TnefMails;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.convert.tnef.TnefToMimeProcessor;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The line in the shipped routes that turns the conversion on. */
class TnefRouteTest {

    private static final String COMMENT = "# - bean: { ref: tnefToMime }";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "imap-to-imap, source, destination",
        "imap-to-maildir, source, backup",
        "gmail-to-imap, gmail, destination",
        "imap-to-gmail, source, gmail",
        "maildir-to-imap, backup, destination",
        "takeout-to-imap, takeout, destination"
    })
    void shippedRouteShouldConvertWithOneLineMore(String route, String from, String to)
            throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes/acme"));
        String yaml = Files.readString(Path.of("routes", route + ".camel.yaml"));
        assertThat(yaml).containsOnlyOnce(COMMENT);
        Files.writeString(
                routes.resolve("acme.camel.yaml"), yaml.replace(COMMENT, COMMENT.substring(2)));
        Files.writeString(routes.resolve("mailboxes.csv"), "source,destination\nalice,alice\n");
        byte[] mail = TnefMails.mail("one");
        MemoryStore source = new MemoryStore(from);
        MemoryStore destination = new MemoryStore(to);
        try (MailboxSession session = source.signIn(Login.of("alice"), Access.WRITE)) {
            Item item = Messages.item(mail, Flags.NONE, Messages.DATE);
            session.append(FolderPath.INBOX, List.of(item, Messages.plain("without")));
        }
        assertThat(migrate(source, destination)).contains("2 copied");
        assertThat(migrate(source, destination)).contains(" 0 copied");
        List<byte[]> arrived = messages(destination);
        assertThat(arrived).hasSize(2);
        assertThat(arrived.getFirst()).isEqualTo(TnefMails.converted(mail));
    }

    private String migrate(MemoryStore source, MemoryStore destination) throws Exception {
        MigrateCommand command = new MigrateCommand();
        new CommandLine(command)
                .parseArgs(
                        "--routes",
                        folder.resolve("routes").toString(),
                        "--state",
                        folder.resolve("state").toString());
        try (TestServices services = new TestServices(command);
                Printed printed = new Printed()) {
            services.stores().add(source);
            services.stores().add(destination);
            services.context()
                    .getRegistry()
                    .bind(
                            "tnefToMime",
                            new TnefToMimeProcessor(
                                    TnefOptions.DEFAULT,
                                    new Spool(folder.resolve("spool"), 1 << 20),
                                    ConversionMemory.ofThisProcess()));
            assertThat(command.run(services)).isZero();
            return printed.text();
        }
    }

    private static List<byte[]> messages(MemoryStore store) throws Exception {
        List<byte[]> found = new ArrayList<>();
        try (MailboxSession session = store.signIn(Login.of("alice"), Access.READ)) {
            List<ItemHead> heads = new ArrayList<>();
            session.list(FolderPath.INBOX, UidRange.ALL, heads::add);
            session.read(
                    FolderPath.INBOX, List.of(heads).iterator(), item -> found.add(bytes(item)));
        }
        return found;
    }

    private static byte[] bytes(Item item) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            item.content().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
