package io.mailcaravan.store.limit;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ByteSize;
import io.mailcaravan.mailbox.ConfigurationException;
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
     * @throws ConfigurationException for one that is no size
     */
    public static Limits of(StoreSettings settings) {
        return new Limits(
                size(settings, "bytes-per-day"),
                size(settings, "bytes-per-day-per-mailbox"),
                size(settings, "bytes-per-second"));
    }

    /** Whether nothing is limited. */
    public boolean none() {
        return perDay.isEmpty() && perDayPerMailbox.isEmpty() && perSecond.isEmpty();
    }

    private static OptionalLong size(StoreSettings settings, String key) {
        if (settings.text(key).isEmpty()) {
            return OptionalLong.empty();
        }
        String text = settings.text(key).get();
        OptionalLong size = ByteSize.parse(text);
        if (size.isEmpty() || size.getAsLong() == 0) {
            throw new ConfigurationException(
                    settings.place(key),
                    "'" + text + "' is no size",
                    "Write it like 2500MB or 10GB; leave the setting out for no limit.");
        }
        return size;
    }
}
