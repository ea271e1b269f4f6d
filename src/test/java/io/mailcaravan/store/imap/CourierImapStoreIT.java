package io.mailcaravan.store.imap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.CourierContainer;
import io.mailcaravan.testkit.Oddity;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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
    abstract static class OnCourier extends ImapServerContract {
        /** An INBOX that nobody has selected yet has the clock for its UIDVALIDITY. */
        @BeforeEach
        void select() throws Exception {
            try (MailboxSession session = destination()) {
                session.storeFlags(FolderPath.INBOX, Map.of(Uid.MIN, Flags.NONE));
            }
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
    }

    @Nested
    class AsItComes extends OnCourier {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(server.plainPort(), spool);
        }
    }
}
