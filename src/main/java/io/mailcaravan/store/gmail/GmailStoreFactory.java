package io.mailcaravan.store.gmail;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.DailyBytes;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.util.List;
import java.util.Optional;

/** Makes stores of type {@code gmail}. */
public final class GmailStoreFactory implements StoreFactory {

    /**
     * Below the 2,500 MB and 500 MB that Google allows, whatever its MB are, as commands and TLS
     * are not counted here.
     */
    private static final DailyBytes ALLOWED = new DailyBytes(2_300L << 20, 450L << 20);

    @Override
    public String type() {
        return GmailStore.TYPE;
    }

    @Override
    public List<Setting<?>> settings() {
        return GmailStoreSettings.ALL;
    }

    @Override
    public Optional<DailyBytes> allowed() {
        return Optional.of(ALLOWED);
    }

    @Override
    public MailboxStore open(StoreSettings settings, Spool spool) {
        return new GmailStore(GmailStoreConfiguration.of(settings), spool);
    }
}
