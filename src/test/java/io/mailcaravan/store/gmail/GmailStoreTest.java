package io.mailcaravan.store.gmail;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.testkit.MailboxStoreContract;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the emulator; items of a label are seen as being in its folder. */
class GmailStoreTest implements MailboxStoreContract {

    private static final String USER = "anna@acme.example";

    @TempDir private Path spool;
    private GmailServer server;
    private MailboxStore store;

    @BeforeEach
    void start() throws IOException {
        server = new GmailServer();
        store = GmailStores.of(server, spool);
    }

    /** Also of what no client may send to Gmail. */
    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(server.offences()).isEmpty();
    }

    @Override
    public MailboxStore store() {
        return store;
    }

    @Override
    public Login login() {
        return GmailStores.login(USER);
    }

    @Override
    public Optional<Login> wrongLogin() {
        return Optional.of(new Login(USER, Optional.of(new Secret("wrong-one"))));
    }

    @Override
    public Optional<Path> spoolFolder() {
        return Optional.of(spool);
    }

    @Override
    public boolean givesRoles() {
        return false;
    }

    @Override
    public boolean keepsEqualMessages() {
        return false;
    }

    /** It is not sent to Gmail. */
    @Override
    public Flags impossibleFlags() {
        return Flags.of(SystemFlag.DELETED);
    }

    @Test
    void flagsOfAllKindsShouldBeKept() throws Exception {
        Flags most = Flags.parse("\\Answered \\Draft \\Flagged \\Seen $Important $Forwarded");
        fill(FolderPath.INBOX, Messages.with(Messages.plain("x"), most.with(SystemFlag.DELETED)));

        assertThat(heads(FolderPath.INBOX).get(0).flags()).isEqualTo(most);
    }
}
