package io.mailcaravan.session;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;

/**
 * Goes through UIDs range by range, so that memory does not grow with the folder. Ranges get wider
 * where few of the UIDs are taken: those of old folders lie far apart.
 */
public final class UidWalk {

    /** UIDs at a time, where all of them are taken. */
    private static final long WIDTH = 10_000;

    /** Behind a gap all may be taken again. */
    private static final long WIDEST = 20 * WIDTH;

    private final long end;
    private final long widest;
    private long first;
    private long width;

    private UidWalk(long first, long end, long width, long widest) {
        this.first = first;
        this.end = end;
        this.width = width;
        this.widest = widest;
    }

    /**
     * Through a part of a folder.
     *
     * @param messages in the folder; where they are few all UIDs are one range
     */
    public static UidWalk in(UidRange range, long messages) {
        long first = range.first().value();
        long end = range.last().value();
        return new UidWalk(first, end, messages <= 2 * WIDTH ? end - first + 1 : WIDTH, WIDEST);
    }

    /**
     * Through all UIDs below this one; through none where it is the first.
     *
     * @param messages as for {@link #in}
     */
    public static UidWalk below(Uid next, long messages) {
        return next.equals(Uid.MIN)
                ? new UidWalk(1, 0, WIDTH, WIDEST)
                : in(new UidRange(Uid.MIN, new Uid(next.value() - 1)), messages);
    }

    /** The same for whoever keeps nothing of what it is told, so that no range is too wide. */
    public static UidWalk keepingNothing(Uid next) {
        return new UidWalk(1, next.value() - 1, WIDTH, Long.MAX_VALUE / 4);
    }

    public boolean hasNext() {
        return first <= end;
    }

    public UidRange next() {
        UidRange range = new UidRange(new Uid(first), new Uid(Math.min(end, first + width - 1)));
        first = range.last().value() + 1;
        return range;
    }

    /**
     * To be told before the next range.
     *
     * @param items that the last one had, those that could not be listed among them
     */
    public void had(long items) {
        width = items < WIDTH / 10 ? Math.min(width * 2, widest) : WIDTH;
    }
}
