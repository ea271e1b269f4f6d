package io.mailcaravan.mailbox;

/** What a store tells of one item that has changed since a {@link ChangeCursor}. */
public sealed interface ItemChange {

    Uid uid();

    /** It has these flags now; also told of items that have arrived since. */
    record NewFlags(Uid uid, Flags flags) implements ItemChange {}

    /** It lies in these further folders now. */
    record NewPlaces(Uid uid, Places places) implements ItemChange {}

    /** Its content changed; the head is that of the new one. */
    record NewContent(ItemHead head) implements ItemChange {
        @Override
        public Uid uid() {
            return head.uid();
        }
    }

    /** It is gone. */
    record Gone(Uid uid) implements ItemChange {}
}
