package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class MaildirStoreTest implements MailboxStoreContract {

    @TempDir private Path folder;
    private MaildirStore store;

    /** A source must be there, so somebody has to make the Maildir. */
    @BeforeEach
    void createMailbox() throws Exception {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        store = new MaildirStore("backup", folder.resolve("mail"), spool);
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

    @Override
    public Optional<Path> spoolFolder() {
        return Optional.of(folder.resolve("spool"));
    }
}
