package io.mailcaravan.store.limit;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Within its limits a store does all that it does without. */
class LimitedStoreTest implements MailboxStoreContract {

    private static final OptionalLong MUCH = OptionalLong.of(1L << 40);

    @TempDir Path state;

    private final MemoryStore memory = new MemoryStore("memory");
    private Ledger ledger;
    private MailboxStore store;

    @BeforeEach
    void open() throws Exception {
        ledger = Ledger.open(state);
        store = new LimitedStore(memory, new Limits(MUCH, MUCH, MUCH), () -> ledger.budget());
    }

    @AfterEach
    void close() {
        ledger.close();
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
    public Optional<Login> wrongLogin() {
        memory.password("bert@acme.example", "right");
        return Optional.of(new Login("bert@acme.example", Optional.of(new Secret("wrong-one"))));
    }
}
