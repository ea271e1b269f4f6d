package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.imap.ImapStoreFactory;
import io.mailcaravan.testkit.DovecotContainer;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** The image that is shipped, between two real servers. */
class ImageIT {

    private static final int MESSAGES = 50;
    private static final FolderPath INBOX = FolderPath.parse("INBOX");

    @TempDir private Path folder;

    @Test
    void imageShouldMigrateAMailboxWithoutRootOnAReadOnlyFileSystem() throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        try (DovecotContainer source = new DovecotContainer();
                DovecotContainer destination = new DovecotContainer()) {
            source.start();
            destination.start();
            try (MailboxSession session = open(source, Access.WRITE)) {
                session.append(INBOX, List.of(Messages.varied(MESSAGES)));
            }

            // on the host's network, where both servers' ports are
            try (CaravanContainer caravan =
                    new CaravanContainer(site(source, destination), "migrate", "sample")
                            .withNetworkMode("host")) {
                caravan.start();
                assertThat(caravan.exitCode()).as(caravan.getLogs()).isZero();
                assertThat(caravan.user()).isEqualTo("1000:0");
            }
            List<String> expected = content(source);
            assertThat(expected).hasSize(MESSAGES);
            assertThat(content(destination)).isEqualTo(expected);
        }
    }

    /**
     * The example route of {@code docker/compose/}, with one mailbox, readable by the image's user.
     */
    private Path site(DovecotContainer source, DovecotContainer destination) throws IOException {
        Path example = Path.of("docker", "compose");
        Path routes = folder.resolve("routes");
        Path sample = routes.resolve("sample");
        Files.createDirectories(sample);
        Files.copy(
                example.resolve("routes/sample/sample.camel.yaml"),
                sample.resolve("sample.camel.yaml"));
        Files.writeString(sample.resolve("mailboxes.csv"), "source,destination\nanna,anna\n");
        Files.writeString(
                folder.resolve("application.properties"),
                store("source", source) + store("destination", destination));
        try (var all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                String rights = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
            }
        }
        return folder;
    }

    private static String store(String name, DovecotContainer server) {
        return """
               caravan.stores.NAME.type=imap
               caravan.stores.NAME.host=HOST
               caravan.stores.NAME.port=PORT
               caravan.stores.NAME.tls=none
               caravan.stores.NAME.allow-insecure=true
               caravan.stores.NAME.auth=master-user
               caravan.stores.NAME.admin-username=admin
               caravan.stores.NAME.admin-password=adminpass
               """
                .replace("NAME", name)
                .replace("HOST", server.getHost())
                .replace("PORT", Integer.toString(server.plainPort()));
    }

    private MailboxSession open(DovecotContainer server, Access access) throws MailboxException {
        Map<String, String> settings =
                Map.of(
                        "type", "imap",
                        "host", server.getHost(),
                        "port", Integer.toString(server.plainPort()),
                        "tls", "none",
                        "allow-insecure", "true");
        MailboxStore store =
                new ImapStoreFactory()
                        .create(
                                new StoreSettings("test", settings, folder),
                                new Spool(folder.resolve("spool"), 1 << 20));
        return store.signIn(new Login("anna", Optional.of(new Secret("secret"))), access);
    }

    /** Digest, INTERNALDATE and flags of each message, in the order of their UIDs. */
    private List<String> content(DovecotContainer server) throws MailboxException {
        try (MailboxSession session = open(server, Access.READ)) {
            return Sessions.read(session, INBOX, Sessions.heads(session, INBOX)).stream()
                    .map(ImageIT::line)
                    .toList();
        }
    }

    private static String line(Received message) {
        return message.sha256()
                + " "
                + message.head().internalDate()
                + " "
                + message.head().flags();
    }
}
