package io.mailcaravan.store.jmap;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Spool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Stores for tests. */
final class JmapStores {

    static final int SPOOL_THRESHOLD = 16 * 1024;

    private JmapStores() {}

    /** A store on this machine without TLS; {@code more} in pairs of key and value. */
    static MailboxStore plain(String url, Path spool, Numbering numbering, String... more) {
        return named("acme", url, spool, () -> numbering, more);
    }

    /** The same with a name of its own. */
    static MailboxStore named(
            String name, String url, Path spool, Supplier<Numbering> numbering, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("type", "jmap");
        settings.put("url", url);
        settings.put("allow-insecure", "true");
        settings.put("timeout", "20");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new JmapStoreFactory()
                .create(
                        new StoreSettings(name, settings, Path.of(".")),
                        new Spool(spool, SPOOL_THRESHOLD),
                        numbering);
    }
}
