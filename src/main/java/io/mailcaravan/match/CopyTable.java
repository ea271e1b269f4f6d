package io.mailcaravan.match;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The items of a folder by what a look at their headers tells. Plain numbers, so that a folder of a
 * million items needs some 60 MB. Filled in UID order, then asked; rows are counted from 0.
 */
final class CopyTable {

    /** Of a row: UID, size, seconds of INTERNALDATE, key, header digest. */
    private static final int UID = 0;

    private static final int SIZE = 1;
    private static final int DATE = 2;
    private static final int KEY = 3;
    private static final int HEADER = 4;
    private static final int WIDTH = 8;
    private static final int PAGE = 4096;

    private final List<int[]> pages = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private Index byHeader;
    private Index byKey;
    private int rows;
    private int free;

    void add(Uid uid, Fingerprint fingerprint) {
        if (rows % PAGE == 0) {
            pages.add(new int[PAGE * WIDTH]);
        }
        int[] page = pages.get(pages.size() - 1);
        int at = rows++ % PAGE * WIDTH;
        free++;
        page[at + UID] = (int) uid.value();
        page[at + SIZE] = (int) fingerprint.size();
        page[at + DATE] = seconds(fingerprint);
        page[at + KEY] = key(fingerprint);
        Digest header = fingerprint.header();
        page[at + HEADER] = (int) (header.high() >> 32);
        page[at + HEADER + 1] = (int) header.high();
        page[at + HEADER + 2] = (int) (header.low() >> 32);
        page[at + HEADER + 3] = (int) header.low();
    }

    private static int seconds(Fingerprint fingerprint) {
        return (int) fingerprint.internalDate().getEpochSecond();
    }

    /** What a store leaves alone that adds a header field: the Message-ID, else INTERNALDATE. */
    private static int key(Fingerprint fingerprint) {
        return fingerprint.identity().map(String::hashCode).orElse(seconds(fingerprint));
    }

    private int get(int row, int column) {
        return pages.get(row / PAGE)[row % PAGE * WIDTH + column];
    }

    /** Whether nobody can be given anything any more. */
    boolean isEmpty() {
        return free == 0;
    }

    Uid uid(int row) {
        return new Uid(Integer.toUnsignedLong(get(row, UID)));
    }

    /** From the first to the last; there is at least one. */
    UidRange range() {
        Uid first = uid(0);
        Uid last = first;
        for (int row = 1; row < rows; row++) {
            first = uid(row).compareTo(first) < 0 ? uid(row) : first;
            last = uid(row).compareTo(last) > 0 ? uid(row) : last;
        }
        return new UidRange(first, last);
    }

    /** Whether this holds of all. */
    boolean isAll(Predicate<Uid> condition) {
        for (int row = 0; row < rows; row++) {
            if (!condition.test(uid(row))) {
                return false;
            }
        }
        return true;
    }

    /** As the store announced it, modulo 2^32. */
    long size(int row) {
        return Integer.toUnsignedLong(get(row, SIZE));
    }

    boolean hasSize(int row, long size) {
        return get(row, SIZE) == (int) size;
    }

    /** To the second. */
    Instant date(int row) {
        return Instant.ofEpochSecond(get(row, DATE));
    }

    boolean hasDate(int row, Fingerprint wanted) {
        return get(row, DATE) == seconds(wanted);
    }

    boolean hasHeader(int row, Fingerprint wanted) {
        Digest header = wanted.header();
        return get(row, HEADER) == (int) (header.high() >> 32)
                && get(row, HEADER + 1) == (int) header.high()
                && get(row, HEADER + 2) == (int) (header.low() >> 32)
                && get(row, HEADER + 3) == (int) header.low();
    }

    boolean isFree(int row) {
        return !taken.get(row);
    }

    /** Free rows that the item may be in, in UID order: with its header, or with its key. */
    int[] near(Fingerprint wanted) {
        if (byHeader == null) {
            byHeader = new Index(this, HEADER + 1);
            byKey = new Index(this, KEY);
        }
        IntStream same =
                byHeader.rows((int) wanted.header().high()).filter(row -> hasHeader(row, wanted));
        return IntStream.concat(same, byKey.rows(key(wanted))).sorted().distinct().toArray();
    }

    /** From now on the row is nobody else's, so that two equal items need two. */
    void take(int row) {
        if (!taken.get(row)) {
            taken.set(row);
            free--;
        }
    }

    /** As {@link #take(int)}; an item that is not here is none that could be taken. */
    void take(Uid uid) {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = uid(middle).compareTo(uid);
            if (order == 0) {
                take(middle);
                return;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
    }

    /** Rows chained by the hash of one column; taken ones leave their chains when met. */
    private static final class Index {
        private final CopyTable table;
        private final int column;
        private final int[] first;
        private final int[] next;

        Index(CopyTable table, int column) {
            this.table = table;
            this.column = column;
            int slots = Math.max(16, Integer.highestOneBit(Math.max(1, table.rows)) * 2);
            first = new int[slots];
            next = new int[table.rows];
            Arrays.fill(first, -1);
            for (int row = table.rows - 1; row >= 0; row--) {
                int slot = slot(table.get(row, column));
                next[row] = first[slot];
                first[slot] = row;
            }
        }

        private int slot(int value) {
            int mixed = value * 0x9e3779b9;
            return (mixed ^ (mixed >>> 15)) & (first.length - 1);
        }

        IntStream rows(int value) {
            IntStream.Builder found = IntStream.builder();
            int slot = slot(value);
            int last = -1;
            for (int row = first[slot]; row >= 0; row = next[row]) {
                if (!table.isFree(row)) {
                    if (last < 0) {
                        first[slot] = next[row];
                    } else {
                        next[last] = next[row];
                    }
                    continue;
                }
                last = row;
                if (table.get(row, column) == value) {
                    found.add(row);
                }
            }
            return found.build();
        }
    }
}
