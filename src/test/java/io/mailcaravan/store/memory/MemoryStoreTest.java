package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.util.Optional;

class MemoryStoreTest implements MailboxStoreContract {

    private final MemoryStore store = new MemoryStore("memory");

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
        store.password("bert@acme.example", "right");
        return Optional.of(new Login("bert@acme.example", Optional.of(new Secret("wrong-one"))));
    }
}
