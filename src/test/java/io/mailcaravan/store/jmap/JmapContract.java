package io.mailcaravan.store.jmap;

import io.mailcaravan.ledger.numbering.NumberView;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a JMAP server to which any user is known; a fresh mailbox a test. */
abstract class JmapContract implements MailboxStoreContract {

    private final String user = "u" + UUID.randomUUID().toString().substring(0, 13);
    private final Numbering numbering = new NumberView(Optional.empty());
    @TempDir private Path spool;
    private MailboxStore store;

    abstract String url();

    @BeforeEach
    void open() {
        store = JmapStores.plain(url(), spool, numbering);
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

    @Override
    public Flags impossibleFlags() {
        return Flags.of(SystemFlag.DELETED);
    }
}
