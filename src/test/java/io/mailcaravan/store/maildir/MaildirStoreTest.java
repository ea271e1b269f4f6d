package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.MailboxStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    /** Nobody is told that a mailbox is yet to be made where none can be. */
    @Test
    void mailboxBelowAFileShouldNotBeToldAsNew() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        MaildirStore wrong =
                new MaildirStore("backup", file, new Spool(folder.resolve("spool"), 4096));
        assertThat(wrong.wouldCreate(login())).isFalse();
        assertThatThrownBy(() -> wrong.signIn(login(), Access.READ))
                .hasMessageContaining(file + " is no folder");
        assertThat(store.wouldCreate(Login.of("new"))).isTrue();
        assertThat(store.wouldCreate(login())).isFalse();
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
