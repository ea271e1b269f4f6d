package io.mailcaravan.store.gmail;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Spool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stores for tests. */
public final class GmailStores {
    private static final int SPOOL_THRESHOLD = 16 * 1024;

    private GmailStores() {}

    /** A store on this machine, where mailboxes have passwords; {@code more} in pairs. */
    static MailboxStore of(GmailServer server, Path spool, String... more) {
        Map<String, String> settings = settings(server);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new GmailStoreFactory()
                .create(
                        new StoreSettings("acme", settings, Path.of(".")),
                        new Spool(spool, SPOOL_THRESHOLD));
    }

    static Map<String, String> settings(GmailServer server) {
        Map<String, String> settings = new HashMap<>();
        settings.put("type", "gmail");
        settings.put("host", "localhost");
        settings.put("port", Integer.toString(server.port()));
        settings.put("timeout", "20");
        settings.put("tls", "none");
        settings.put("allow-insecure", "true");
        settings.put("auth", "password");
        return settings;
    }

    static Login login(String user) {
        return new Login(user, Optional.of(new Secret(GmailServer.PASSWORD)));
    }
}
