package io.mailcaravan.store;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.DailyBytes;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.util.List;
import java.util.Optional;

/** Makes the stores of one type. */
public interface StoreFactory {

    /** As written in {@code caravan.stores.NAME.type}. */
    String type();

    /** What can be set of such a store, beside {@link io.mailcaravan.config.CommonSettings}. */
    List<Setting<?>> settings();

    /**
     * What the service lets be moved of each mailbox a day, as long as configuration says nothing
     * else; empty where there is no such limit.
     */
    default Optional<DailyBytes> allowed() {
        return Optional.empty();
    }

    /**
     * Reads and checks the settings; touches neither network nor files of the store yet.
     *
     * @param settings has those of {@link #settings} and no others
     * @param spool where items too large for memory wait
     * @throws io.mailcaravan.mailbox.ConfigurationException for a setting that is missing or wrong
     */
    MailboxStore open(StoreSettings settings, Spool spool);

    /**
     * The same after a look for settings that such a store does not have.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for a setting that is missing, unknown
     *     or wrong
     */
    default MailboxStore create(StoreSettings settings, Spool spool) {
        StoreSettings ofType = settings.with(settings());
        ofType.checkKeys();
        return open(ofType, spool);
    }
}
