package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an IMAP server to which any user is known; a fresh mailbox a test. */
abstract class ImapServerContract implements MailboxStoreContract {
    private final String user = "u" + UUID.randomUUID().toString().substring(0, 13);
    @TempDir private Path spool;
    private MailboxStore store;

    abstract MailboxStore open(Path spoolFolder);

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
