package io.mailcaravan.match;

import io.mailcaravan.mailbox.Uid;
import java.time.Instant;

/** What is known of items that are not looked for now, but have their copies in the folder, too. */
public interface Others {

    /** There are none. */
    Others NONE =
            new Others() {
                @Override
                public long later(Instant internalDate, long least, long most) {
                    return 0;
                }

                @Override
                public long unplaced(Uid uid, long size) {
                    return 0;
                }
            };

    /**
     * How many items may be looked for later that have this INTERNALDATE and a size within these
     * bounds, both included: what is only like the item that is looked for now may be the copy of
     * one of those, byte for byte. So many must be left.
     */
    long later(Instant internalDate, long least, long most);

    /**
     * How many items of this size have their copies in the folder, nobody knows under which UIDs,
     * this one perhaps among them. So many must be left.
     */
    long unplaced(Uid uid, long size);
}
