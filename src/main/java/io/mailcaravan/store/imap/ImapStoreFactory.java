package io.mailcaravan.store.imap;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import java.util.List;

/** Makes stores of type {@code imap}. */
public final class ImapStoreFactory implements StoreFactory {
    @Override
    public String type() {
        return "imap";
    }

    @Override
    public List<Setting<?>> settings() {
        return ImapStoreSettings.ALL;
    }

    @Override
    public MailboxStore open(StoreSettings settings, Spool spool) {
        return new ImapStore(ImapStoreConfiguration.of(settings), spool);
    }
}
