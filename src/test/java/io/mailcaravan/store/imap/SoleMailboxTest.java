package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoleMailboxTest {

    @TempDir private Path folder;

    private MailboxStore store(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("type", "imap");
        settings.put("host", "localhost");
        return new ImapStoreFactory()
                .create(new StoreSettings("acme", settings, folder), new Spool(folder, 1));
    }

    @Test
    void storeWithOneUserNameShouldServeItsMailboxWithoutAList() {
        assertThat(store(Map.of("username", "alice", "password", "p")).soleMailbox())
                .contains("alice");
    }

    @Test
    void storeWithAnAdministratorShouldNeedAList() {
        Map<String, String> admin =
                Map.of("auth", "master-user", "admin-username", "root", "admin-password", "p");
        assertThat(store(admin).soleMailbox()).isEmpty();
    }
}
