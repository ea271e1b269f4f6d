package io.mailcaravan.store.limit;

import io.mailcaravan.config.CommonSettings;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ByteBudget.Direction;
import io.mailcaravan.mailbox.DailyBytes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What may be moved to and from a store; each direction has the whole of it.
 *
 * @param perDay bytes in 24 hours over all mailboxes
 * @param perDayPerMailbox bytes in 24 hours of each mailbox
 * @param perSecond bytes a second over all mailboxes, of this process
 * @param allowed bytes in 24 hours of each mailbox, where {@code perDayPerMailbox} says nothing
 */
public record Limits(
        OptionalLong perDay,
        OptionalLong perDayPerMailbox,
        OptionalLong perSecond,
        Optional<DailyBytes> allowed) {

    public Limits(OptionalLong perDay, OptionalLong perDayPerMailbox, OptionalLong perSecond) {
        this(perDay, perDayPerMailbox, perSecond, Optional.empty());
    }

    /**
     * Reads the settings that stores of every type have.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for one that is no size
     */
    public static Limits of(StoreSettings settings) {
        return of(settings, Optional.empty());
    }

    /**
     * The same of a type that has a limit of its own.
     *
     * @param allowed by the service
     */
    public static Limits of(StoreSettings settings, Optional<DailyBytes> allowed) {
        return new Limits(
                size(settings, CommonSettings.BYTES_PER_DAY),
                size(settings, CommonSettings.BYTES_PER_DAY_PER_MAILBOX),
                size(settings, CommonSettings.BYTES_PER_SECOND),
                allowed);
    }

    /** Whether nothing is limited. */
    public boolean none() {
        return perDay.isEmpty()
                && perDayPerMailbox.isEmpty()
                && perSecond.isEmpty()
                && allowed.isEmpty();
    }

    /** Bytes in 24 hours of each mailbox in that direction. */
    OptionalLong ofAMailbox(Direction direction) {
        if (perDayPerMailbox.isPresent() || allowed.isEmpty()) {
            return perDayPerMailbox;
        }
        DailyBytes daily = allowed.get();
        return OptionalLong.of(direction == Direction.READ ? daily.read() : daily.written());
    }

    private static OptionalLong size(StoreSettings settings, Setting<Long> limit) {
        return settings.find(limit).stream().mapToLong(Long::longValue).findFirst();
    }
}
