package io.mailcaravan.store.imap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.testkit.CyrusContainer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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

    @Nested
    class AsItComes extends ImapServerContract {
        @Override
        MailboxStore open(Path spool) {
            return ImapStores.plain(top.plainPort(), spool);
        }
    }

    /** As Debian sets it up: folders below {@code INBOX.}, and no extension that spares a step. */
    @Nested
    class BelowInboxWithDots extends ImapServerContract {
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
