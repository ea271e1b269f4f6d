package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.Arrays;

/**
 * Where the messages of a file lie, 12 bytes each: the first has UID 1, and so on. Never changes;
 * one that goes further shares its memory.
 */
final class MboxIndex {

    /** Size of a message that its owner does not see. */
    private static final int HIDDEN = -1;

    /** What grows. */
    private static final class Entries {
        /** Offsets; with all bits the other way round for what is altered. */
        long[] starts = new long[64];

        int[] sizes = new int[64];
        int[] labels;
        int used;
    }

    static final MboxIndex EMPTY = new MboxIndex(new Entries(), 0, 0, 0, 0, 0);

    private final Entries entries;
    private final int count;
    private final int shown;
    private final int doubtful;
    private final long end;
    private final long chain;

    private MboxIndex(Entries entries, int count, int shown, int doubtful, long end, long chain) {
        this.entries = entries;
        this.count = count;
        this.shown = shown;
        this.doubtful = doubtful;
        this.end = end;
        this.chain = chain;
    }

    /**
     * This and one message more.
     *
     * @param altered whether it says wrongly that this store has written it
     * @param size in bytes as it is delivered; negative for one that its owner does not see
     * @param label which of the scan's sets of labels it has
     * @param identity what tells its content from others'
     * @param lines of it that look as if a message began there
     * @param newEnd offset behind it
     */
    MboxIndex with(
            long start,
            boolean altered,
            long size,
            int label,
            long identity,
            int lines,
            long newEnd) {
        Entries own = entries;
        synchronized (own) {
            if (own.used != count || this == EMPTY) {
                own = copy();
            }
            if (count == own.starts.length) {
                own.starts = Arrays.copyOf(own.starts, 2 * count);
                own.sizes = Arrays.copyOf(own.sizes, 2 * count);
            }
            own.starts[count] = altered ? ~start : start;
            own.sizes[count] = (int) Math.max(HIDDEN, Math.min(Integer.MAX_VALUE, size));
            if (label > 0 || own.labels != null) {
                if (own.labels == null) {
                    own.labels = new int[own.starts.length];
                } else if (own.labels.length < own.starts.length) {
                    own.labels = Arrays.copyOf(own.labels, own.starts.length);
                }
                own.labels[count] = label;
            }
            own.used = count + 1;
        }
        return new MboxIndex(
                own,
                count + 1,
                shown + (size < 0 ? 0 : 1),
                doubtful + lines,
                newEnd,
                mix(chain ^ identity));
    }

    private Entries copy() {
        Entries copy = new Entries();
        int room = Math.max(64, count + count / 2 + 1);
        copy.starts = Arrays.copyOf(entries.starts, room);
        copy.sizes = Arrays.copyOf(entries.sizes, room);
        copy.labels = entries.labels == null ? null : Arrays.copyOf(entries.labels, room);
        return copy;
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Messages, those that their owner does not see among them. */
    int count() {
        return count;
    }

    /** Messages that their owner sees. */
    int shown() {
        return shown;
    }

    /** Lines within messages that look as if another one began there. */
    int doubtful() {
        return doubtful;
    }

    /** The offset behind the last message. */
    long end() {
        return end;
    }

    /** The same for the same messages in the same order, whatever their flags. */
    long chain() {
        return chain;
    }

    long start(int index) {
        long start = entries.starts[index];
        return start < 0 ? ~start : start;
    }

    /** Whether it says wrongly that this store has written it. */
    boolean isAltered(int index) {
        return entries.starts[index] < 0;
    }

    /** Where the message ends, and the next begins. */
    long next(int index) {
        return index + 1 < count ? start(index + 1) : end;
    }

    boolean isHidden(int index) {
        return entries.sizes[index] == HIDDEN;
    }

    /** In bytes as it is delivered; {@link Integer#MAX_VALUE} for that and more. */
    int size(int index) {
        return entries.sizes[index];
    }

    /** Which of the scan's sets of labels it has. */
    int label(int index) {
        return entries.labels == null ? 0 : entries.labels[index];
    }

    static Uid uid(int index) {
        return new Uid(index + 1L);
    }

    /** The index of the first message of the range. */
    int from(UidRange range) {
        return (int) Math.min(count, range.first().value() - 1);
    }

    /** The index behind the last message of the range. */
    int to(UidRange range) {
        return (int) Math.min(count, range.last().value());
    }
}
