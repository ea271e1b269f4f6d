package io.mailcaravan.match;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Uid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An item's copy.
 *
 * @param internalDate that it has
 * @param flags that it has; empty where it was not read
 * @param original whether it is the item as it was before it was changed
 * @param repairs by which rules it was repaired before it was taken; mostly none
 * @param equal false where it is the item in another state, which only items have whose content may
 *     change
 */
public record Found(
        Uid uid,
        Instant internalDate,
        Optional<Flags> flags,
        boolean original,
        List<String> repairs,
        boolean equal) {

    /** Of a message. */
    public Found(
            Uid uid,
            Instant internalDate,
            Optional<Flags> flags,
            boolean original,
            List<String> repairs) {
        this(uid, internalDate, flags, original, repairs, true);
    }
}
