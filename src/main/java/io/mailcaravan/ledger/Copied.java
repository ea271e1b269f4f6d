package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Reasons;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.Version;
import java.util.Optional;

/**
 * An item that the destination has.
 *
 * @param head flags, INTERNALDATE and size as the destination got them, and the version that the
 *     source had; its UID says nothing
 * @param destinationUid empty where the destination does not tell
 * @param note how it got there, if not in the ordinary way: {@code converted: tnef}, {@code
 *     adopted}, {@code repaired: bare-lf, nul-bytes}, {@code dropped flags: $Label1}, separated by
 *     semicolons; else empty
 * @param copyVersion that it has there; {@link Version#NONE} where nobody knows
 */
public record Copied(
        ItemKey key,
        ItemHead head,
        Optional<Uid> destinationUid,
        String note,
        Version copyVersion) {

    /** An item that never changes. */
    public Copied(ItemKey key, ItemHead head, Optional<Uid> destinationUid, String note) {
        this(key, head, destinationUid, note, Version.NONE);
    }

    /** As many bytes of a note in UTF-8 are kept as they are. */
    public static final int LONGEST_NOTE = Reasons.LONGEST;
}
