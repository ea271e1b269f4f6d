package io.mailcaravan.store.imap;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Stores for tests. */
public final class ImapStores {
    static final int SPOOL_THRESHOLD = 16 * 1024;

    private ImapStores() {}

    /** A store on this machine without TLS; {@code more} in pairs of key and value. */
    public static MailboxStore plain(int port, Path spool, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("tls", "none");
        settings.put("allow-insecure", "true");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return of(port, spool, settings);
    }

    public static MailboxStore of(int port, Path spool, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("type", "imap");
        settings.put("host", "localhost");
        settings.put("port", Integer.toString(port));
        settings.put("timeout", "20");
        settings.putAll(more);
        return new ImapStoreFactory()
                .create(
                        new StoreSettings("acme", settings, Path.of(".")),
                        new Spool(spool, SPOOL_THRESHOLD));
    }
}
