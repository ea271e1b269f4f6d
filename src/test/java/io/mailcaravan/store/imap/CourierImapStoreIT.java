package io.mailcaravan.store.imap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.CourierContainer;
import io.mailcaravan.testkit.MailboxStoreContract;
import io.mailcaravan.testkit.Oddity;
import java.nio.file.Path;
import java.util.Map;
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

/** The contract on a real Courier 5.0. */
class CourierImapStoreIT {
    private static CourierContainer server;

    @BeforeAll
    static void start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        server = new CourierContainer();
        server.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
    }

    /** A fresh mailbox a test. */
    abstract static class OnCourier implements MailboxStoreContract {
        private final String user = "u" + UUID.randomUUID().toString().substring(0, 13);
        @TempDir private Path spool;
        private MailboxStore store;

        abstract MailboxStore open(Path spool);

        /** An INBOX that nobody has selected yet has the clock for its UIDVALIDITY. */
        @BeforeEach
        void open() throws Exception {
            store = open(spool);
            try (MailboxSession session = destination()) {
                session.storeFlags(FolderPath.INBOX, Map.of(Uid.MIN, Flags.NONE));
            }
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
        public Optional<String> cannotKeep(Oddity oddity) {
            return switch (oddity) {
                case BARE_LF, MIXED_LINE_ENDS, NO_FINAL_LINE_END ->
                        Optional.of("Courier 5.0 ends every line with CRLF, the last one too");
                case BARE_CR -> Optional.of("Courier 5.0 leaves out a CR that ends no line");
                default -> Optional.empty();
            };
        }

        @Override
        @Disabled("below the prefix INBOX. a child of INBOX and a top folder are the same")
        @Test
        public void folderBelowInboxShouldBeKeptOrRefused() {}

        @Override
        public Optional<Path> spoolFolder() {
            return Optional.of(spool);
        }
    }

    @Nested
    class AsItComes extends OnCourier {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(server.plainPort(), spool);
        }
    }
}
