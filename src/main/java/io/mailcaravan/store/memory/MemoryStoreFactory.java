package io.mailcaravan.store.memory;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.util.Set;

/** Makes stores of type {@code memory}; each is empty at first and gone with the process. */
public final class MemoryStoreFactory implements StoreFactory {

    private static final Set<String> KEYS = Set.of("type");

    @Override
    public String type() {
        return MemoryStore.TYPE;
    }

    @Override
    public MailboxStore create(StoreSettings settings, Spool spool) {
        settings.checkKeys(KEYS);
        return new MemoryStore(settings.name());
    }
}
