package io.mailcaravan.store.imap;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;

/** Makes stores of type {@code imap}. */
public final class ImapStoreFactory implements StoreFactory {
    @Override
    public String type() {
        return "imap";
    }

    @Override
    public MailboxStore create(StoreSettings settings, Spool spool) {
        return new ImapStore(ImapStoreConfiguration.of(settings), spool);
    }
}
