package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Places;

/**
 * An item in a final state, as the table has it; null where there is nothing to tell.
 *
 * @param flags see {@link FlagsText}
 * @param places see {@link io.mailcaravan.mailbox.Places#toString()}
 * @param internalDate of the copy, in seconds since 1970
 */
record ItemRow(
        long uid,
        ItemState state,
        long size,
        String flags,
        String places,
        Long destinationId,
        Long destinationUid,
        Long reasonId,
        Long internalDate) {

    static ItemRow copied(Copied copied, Long destinationId, Long reasonId) {
        return new ItemRow(
                copied.key().uid().value(),
                ItemState.COPIED,
                copied.head().size(),
                FlagsText.write(copied.head().flags()),
                text(copied.head().places()),
                destinationId,
                copied.destinationUid().map(uid -> uid.value()).orElse(null),
                reasonId,
                copied.head().hasDate() ? copied.head().internalDate().getEpochSecond() : null);
    }

    static ItemRow left(ItemState state, ItemHead head, Long reasonId) {
        return new ItemRow(
                head.uid().value(),
                state,
                head.size(),
                FlagsText.write(head.flags()),
                text(head.places()),
                null,
                null,
                reasonId,
                null);
    }

    static String text(Places places) {
        return places.isEmpty() ? null : places.toString();
    }

    /** Copied once is copied: no rule and no failure of a later step takes that back. */
    boolean mayReplace(ItemState old) {
        return state == ItemState.COPIED || old != ItemState.COPIED;
    }
}
