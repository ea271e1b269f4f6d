package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Places;

/**
 * What a copy was given besides its content when it was recorded, so that what the source has taken
 * away since is told from what its owner has added.
 *
 * @param dropped flags that the destination could not keep
 */
public record Given(Flags flags, Places places, Flags dropped) {

    /** Of what nobody has recorded. */
    public static final Given NOTHING = new Given(Flags.NONE, Places.NONE, Flags.NONE);

    /** As the ledger has it of an item. */
    static Given of(Flags flags, Places places, String note) {
        return new Given(
                CopyNote.flagsBySteps(note, flags, flags),
                CopyNote.placesBySteps(note, places, places),
                CopyNote.dropped(note, Flags.NONE));
    }

    /** The flags that a copy is to have, of those that are there and those that are due. */
    public Flags merge(Flags there, Flags due) {
        return there.with(due.without(flags)).without(flags.without(due));
    }

    /** The same of the further folders in which it is to lie. */
    public Places merge(Places there, Places due) {
        return there.with(due.without(places)).without(places.without(due));
    }
}
