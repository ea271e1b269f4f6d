package io.mailcaravan.store.imap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.CyrusContainer;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** The contract on a real Cyrus 3.6: with its own namespace, and with the one of Debian. */
class CyrusImapStoreIT {
    private static CyrusContainer top;
    private static CyrusContainer below;

    @BeforeAll
    static void start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        top = new CyrusContainer();
        top.start();
        below = new CyrusContainer().withEnv("NAMESPACE", "inbox");
        below.start();
    }

    @AfterAll
    static void stop() {
        if (top != null) {
            top.stop();
        }
        if (below != null) {
            below.stop();
        }
    }

    /** A fresh mailbox a test. */
    abstract static class OnCyrus implements MailboxStoreContract {
        private final String user = "u" + UUID.randomUUID().toString().substring(0, 13);
        @TempDir private Path spool;
        private MailboxStore store;

        abstract MailboxStore open(Path spool);

        @BeforeEach
        void open() {
            store = open(spool);
        }

        @Override
        public MailboxStore store() {
            return store;
        }

        @Override
        public Login login() {
            return new Login(user, Optional.of(new Secret("secret")));
        }

        @Override
        public Optional<Login> wrongLogin() {
            return Optional.of(new Login(user, Optional.of(new Secret("wrong-one"))));
        }

        @Override
        public Optional<Path> spoolFolder() {
            return Optional.of(spool);
        }
    }

    @Nested
    class AsItComes extends OnCyrus {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(top.plainPort(), spool);
        }
    }

    /** As Debian sets it up: folders below {@code INBOX.}, and no extension that spares a step. */
    @Nested
    class BelowInboxWithDots extends OnCyrus {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(
                    below.plainPort(),
                    spool,
                    "disable-extensions",
                    "MULTIAPPEND, LITERAL+, CONDSTORE, QRESYNC, ESEARCH");
        }

        @Override
        @Disabled("below the prefix INBOX. a child of INBOX and a top folder are the same")
        @Test
        public void folderBelowInboxShouldBeKeptOrRefused() {}
    }
}
