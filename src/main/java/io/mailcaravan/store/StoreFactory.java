package io.mailcaravan.store;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.DailyBytes;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Spool;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the stores of one type. */
public interface StoreFactory {

    /** For a program without a place where numbers are kept. */
    Supplier<Numbering> NO_NUMBERS =
            () -> {
                throw new IllegalStateException(
                        "nobody has given this program a place for numbers");
            };

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
     * The same for a store whose own ids are no numbers, as a service's are.
     *
     * @param numbering gives them numbers that all nodes agree on; asked for when first needed
     */
    default MailboxStore open(StoreSettings settings, Spool spool, Supplier<Numbering> numbering) {
        return open(settings, spool);
    }

    /**
     * The same after a look for settings that such a store does not have.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for a setting that is missing, unknown
     *     or wrong
     */
    default MailboxStore create(StoreSettings settings, Spool spool) {
        return create(settings, spool, NO_NUMBERS);
    }

    /**
     * The same.
     *
     * @param numbering as in {@link #open(StoreSettings, Spool, Supplier)}
     */
    default MailboxStore create(
            StoreSettings settings, Spool spool, Supplier<Numbering> numbering) {
        StoreSettings ofType = settings.with(settings());
        ofType.checkKeys();
        return open(ofType, spool, numbering);
    }
}
