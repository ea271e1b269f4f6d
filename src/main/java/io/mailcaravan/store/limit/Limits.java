package io.mailcaravan.store.limit;

import io.mailcaravan.config.CommonSettings;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import java.util.OptionalLong;

/**
 * What may be moved to and from a store; each direction has the whole of it.
 *
 * @param perDay bytes in 24 hours over all mailboxes
 * @param perDayPerMailbox bytes in 24 hours of each mailbox
 * @param perSecond bytes a second over all mailboxes, of this process
 */
public record Limits(OptionalLong perDay, OptionalLong perDayPerMailbox, OptionalLong perSecond) {

    /**
     * Reads the settings that stores of every type have.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for one that is no size
     */
    public static Limits of(StoreSettings settings) {
        return new Limits(
                size(settings, CommonSettings.BYTES_PER_DAY),
                size(settings, CommonSettings.BYTES_PER_DAY_PER_MAILBOX),
                size(settings, CommonSettings.BYTES_PER_SECOND));
    }

    /** Whether nothing is limited. */
    public boolean none() {
        return perDay.isEmpty() && perDayPerMailbox.isEmpty() && perSecond.isEmpty();
    }

    private static OptionalLong size(StoreSettings settings, Setting<Long> limit) {
        return settings.find(limit).stream().mapToLong(Long::longValue).findFirst();
    }
}
