package io.mailcaravan.store.jmap;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.util.List;
import java.util.function.Supplier;

/** Makes stores of type {@code jmap}. */
public final class JmapStoreFactory implements StoreFactory {

    @Override
    public String type() {
        return JmapStore.TYPE;
    }

    @Override
    public List<Setting<?>> settings() {
        return JmapStoreSettings.ALL;
    }

    /** Good to check settings: no mailbox can be listed without numbers. */
    @Override
    public MailboxStore open(StoreSettings settings, Spool spool) {
        return open(settings, spool, StoreFactory.NO_NUMBERS);
    }

    @Override
    public MailboxStore open(StoreSettings settings, Spool spool, Supplier<Numbering> numbering) {
        return new JmapStore(JmapStoreConfiguration.of(settings), spool, numbering);
    }
}
