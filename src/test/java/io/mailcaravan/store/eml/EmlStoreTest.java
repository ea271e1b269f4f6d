package io.mailcaravan.store.eml;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class EmlStoreTest implements MailboxStoreContract {

    @TempDir private Path folder;
    private EmlStore store;

    /** A source must be there. */
    @BeforeEach
    void createMailbox() throws Exception {
        Spool spool = new Spool(folder.resolve("spool/items"), 4096);
        store = new EmlStore("backup", folder.resolve("mail"), spool);
        try (MailboxSession session = destination()) {
            session.folders();
        }
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
