package io.mailcaravan.ledger;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Items of which it is not yet known whether the destination has them.
 *
 * @param id rises with time
 * @param items in the order they were to be appended
 */
public record PendingBatch(
        long id, DestinationFolder destination, Fence fence, Set<ItemKey> items) {

    public PendingBatch {
        items = Collections.unmodifiableSet(new LinkedHashSet<>(items));
    }
}
