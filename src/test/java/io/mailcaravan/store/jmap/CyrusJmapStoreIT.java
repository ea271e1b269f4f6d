package io.mailcaravan.store.jmap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.store.imap.ImapStores;
import io.mailcaravan.testkit.CyrusContainer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** The contract on a real Cyrus 3.6. */
class CyrusJmapStoreIT extends JmapContract {

    private static CyrusContainer cyrus;

    @BeforeAll
    static void start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        cyrus = new CyrusContainer().withJmap();
        cyrus.start();
    }

    @AfterAll
    static void stop() {
        if (cyrus != null) {
            cyrus.stop();
        }
    }

    /** Cyrus makes a mailbox when it is first signed in to by IMAP, and not by JMAP. */
    @BeforeEach
    void makeMailbox(@TempDir Path folder) throws Exception {
        try (MailboxStore imap = ImapStores.plain(cyrus.plainPort(), folder);
                MailboxSession session = imap.signIn(login(), Access.WRITE)) {
            session.status(FolderPath.INBOX);
        }
    }

    @Override
    String url() {
        return cyrus.jmapUrl();
    }

    /** Cyrus holds each content once by JMAP, in as many mailboxes as it lies in. */
    @Override
    public boolean keepsEqualMessages() {
        return false;
    }
}
