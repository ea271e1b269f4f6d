package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.ItemHead;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Items of which it is not yet known whether the destination has them.
 *
 * @param id rises with time
 * @param items in the order they were to be appended
 * @param heads of those items, as they were to be appended, as far as they are known
 */
public record PendingBatch(
        long id,
        DestinationFolder destination,
        Fence fence,
        Set<ItemKey> items,
        Map<ItemKey, ItemHead> heads) {

    public PendingBatch {
        items = Collections.unmodifiableSet(new LinkedHashSet<>(items));
        heads = Map.copyOf(heads);
    }

    PendingBatch(long id, DestinationFolder destination, Fence fence, Set<ItemKey> items) {
        this(id, destination, fence, items, Map.of());
    }
}
