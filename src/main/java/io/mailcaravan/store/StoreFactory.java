package io.mailcaravan.store;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;

/** Makes the stores of one type. */
public interface StoreFactory {

    /** As written in {@code caravan.stores.NAME.type}. */
    String type();

    /**
     * Reads and checks the settings; touches neither network nor files of the store yet.
     *
     * @param spool where items too large for memory wait
     * @throws io.mailcaravan.mailbox.ConfigurationException for a setting that is missing, unknown
     *     or wrong
     */
    MailboxStore create(StoreSettings settings, Spool spool);
}
