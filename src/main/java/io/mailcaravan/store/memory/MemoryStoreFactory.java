package io.mailcaravan.store.memory;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.util.List;

/** Makes stores of type {@code memory}; each is empty at first and gone with the process. */
public final class MemoryStoreFactory implements StoreFactory {

    @Override
    public String type() {
        return MemoryStore.TYPE;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of();
    }

    @Override
    public MailboxStore open(StoreSettings settings, Spool spool) {
        return new MemoryStore(settings.name());
    }
}
