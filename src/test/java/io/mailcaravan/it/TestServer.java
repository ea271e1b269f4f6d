package io.mailcaravan.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.imap.ImapStoreFactory;
import io.mailcaravan.testkit.DovecotContainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** A Dovecot of its own, and what tests do to its mailboxes behind the program's back. */
final class TestServer implements AutoCloseable {
    private final DovecotContainer container;
    private final MailboxStore store;

    /** Starts one; {@code environment} in pairs, see {@code docker/dovecot/entrypoint.sh}. */
    TestServer(Path spool, String... environment) {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        container = new DovecotContainer();
        for (int i = 0; i < environment.length; i += 2) {
            container.withEnv(environment[i], environment[i + 1]);
        }
        container.start();
        Map<String, String> settings =
                Map.of(
                        "type", "imap",
                        "host", "localhost",
                        "port", Integer.toString(port()),
                        "tls", "none",
                        "allow-insecure", "true",
                        "auth", "master-user",
                        "admin-username", "admin",
                        "admin-password", "adminpass");
        store =
                new ImapStoreFactory()
                        .create(
                                new StoreSettings("test", settings, Path.of(".")),
                                new Spool(spool, 1 << 20));
    }

    /** For clear text. */
    int port() {
        return container.plainPort();
    }

    DovecotContainer container() {
        return container;
    }

    MailboxSession open(String mailbox, Access access) throws MailboxException {
        return store.signIn(Login.of(mailbox), access);
    }

    /** Creates the folder and appends; every item must be taken. */
    void fill(String mailbox, FolderPath folder, Item... items) throws MailboxException {
        try (MailboxSession session = open(mailbox, Access.WRITE)) {
            if (!folder.isInbox()) {
                session.create(folder, Optional.empty());
            }
            for (AppendOutcome outcome : session.append(folder, List.of(items))) {
                if (outcome instanceof AppendOutcome.Refused refused) {
                    throw refused.reason();
                }
            }
        }
    }

    /** Where all its folders stand. */
    List<FolderStatus> statuses(String mailbox) throws MailboxException {
        try (MailboxSession session = open(mailbox, Access.READ)) {
            List<FolderPath> folders = new ArrayList<>();
            for (Folder folder : session.folders()) {
                if (folder.selectable()) {
                    folders.add(folder.path());
                }
            }
            return session.statuses(folders);
        }
    }

    /** Messages in all these mailboxes. */
    long messages(String... mailboxes) throws MailboxException {
        long all = 0;
        for (String mailbox : mailboxes) {
            all += statuses(mailbox).stream().mapToLong(FolderStatus::messages).sum();
        }
        return all;
    }

    @Override
    public void close() {
        store.close();
        container.stop();
    }
}
