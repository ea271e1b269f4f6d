package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;

/**
 * Cuts a UID range into pieces that answer with about {@link #TARGET} messages each, however sparse
 * the UIDs are: a piece that brings few is followed by one twice as wide.
 */
final class Chunks {
    /** Messages told at a time: bounds memory, and is enough to make a round trip not count. */
    static final int TARGET = 5_000;

    private final boolean fromTheFirst;
    private final long last;
    private long next;
    private long width;

    /**
     * @param messages in the whole folder
     * @param uidNext 0 where the server does not tell
     */
    Chunks(UidRange range, long messages, long uidNext) {
        this.last = range.last().value();
        this.next = range.first().value();
        this.fromTheFirst = range.first().equals(Uid.MIN);
        // all at once where that is not much, or where little can be above the first UID
        boolean small = messages <= TARGET || (uidNext > 0 && uidNext - next <= TARGET);
        this.width = small ? last - next + 1 : TARGET;
    }

    boolean fromTheFirst() {
        return fromTheFirst;
    }

    boolean toTheLast() {
        return last == Uid.MAX.value();
    }

    boolean hasNext() {
        return next <= last;
    }

    /** UIDs of one piece, both ends among them. */
    record Chunk(long first, long last) {
        String uids() {
            return first + ":" + last;
        }

        boolean contains(long uid) {
            return uid >= first && uid <= last;
        }
    }

    Chunk next() {
        long end = width > last - next ? last : next + width - 1;
        Chunk chunk = new Chunk(next, end);
        next = end + 1;
        return chunk;
    }

    /** How many messages a piece brought. */
    void came(int count) {
        if (count > TARGET) {
            width = TARGET;
        } else if (count < TARGET / 4 && width < last) {
            width *= 2;
        }
    }
}
