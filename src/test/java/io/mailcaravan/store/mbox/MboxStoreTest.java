package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory with a file a folder. */
class MboxStoreTest implements MailboxStoreContract {

    @TempDir private Path folder;
    private MboxStore store;

    /** A source must be there. */
    @BeforeEach
    void createMailbox() throws Exception {
        store =
                new MboxStore(
                        "backup",
                        folder.resolve("mail"),
                        MboxLayout.AUTO,
                        format(),
                        new Spool(folder.resolve("spool"), 4096));
        try (MailboxSession session = destination()) {
            session.folders();
        }
    }

    MboxFormat format() {
        return MboxFormat.MBOXRD;
    }

    @Override
    public MailboxStore store() {
        return store;
    }

    @Override
    public Login login() {
        return Login.of("anna@acme.example");
    }
}
