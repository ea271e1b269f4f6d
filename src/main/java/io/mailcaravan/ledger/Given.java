package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Places;

/**
 * What a recorded copy was given last besides its content, so that what the source has taken away
 * since is told from what the copy's owner has added.
 *
 * @param flags of the source, as mapped
 * @param places of the source, as the destination's folders
 * @param note see {@link CopyNote}
 */
public record Given(Flags flags, Places places, String note) {

    /** Of what nobody has recorded. */
    public static final Given NOTHING = new Given(Flags.NONE, Places.NONE, "");

    /** The flags that a copy is to have, of those that are there and those that are due. */
    public Flags merge(Flags there, Flags due) {
        Flags before = CopyNote.flagsBySteps(note, flags, flags);
        return there.with(due.without(before)).without(before.without(due));
    }

    /** Those of the due ones that it was not given yet, or that the destination could not keep. */
    public Flags lacking(Flags due) {
        Flags before = CopyNote.flagsBySteps(note, flags, flags);
        return due.without(before.without(CopyNote.dropped(note, before)));
    }

    /**
     * The further folders in which it is to lie, of those that are there and those that are due.
     */
    public Places merge(Places there, Places due) {
        return there.with(lacking(due)).without(surplus(due));
    }

    /** Those of the due ones that it was not given yet. */
    public Places lacking(Places due) {
        return due.without(placed());
    }

    /** Those that it was given and that are not due any more. */
    public Places surplus(Places due) {
        return placed().without(due);
    }

    private Places placed() {
        return CopyNote.placesBySteps(note, places, places);
    }
}
