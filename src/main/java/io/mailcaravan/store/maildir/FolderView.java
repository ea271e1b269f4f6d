package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Arrays;
import java.util.Optional;

/** The files of a folder by UID: about 80 bytes a message. */
final class FolderView {

    private final UidValidity uidValidity;
    private final PackedNames names;
    private long uidNext;
    private long[] uids;
    private int[] files;
    private int size;

    private FolderView(
            UidValidity uidValidity,
            long uidNext,
            PackedNames names,
            long[] uids,
            int[] files,
            int size) {
        this.uidValidity = uidValidity;
        this.uidNext = uidNext;
        this.names = names;
        this.uids = uids;
        this.files = files;
        this.size = size;
    }

    /**
     * @param uids of each name; 0 for a file that has none and is left out
     */
    static FolderView of(UidValidity uidValidity, long uidNext, FileNames names, long[] uids) {
        // UID in the upper half, index in the lower; the flipped sign makes the order unsigned
        long[] keys = new long[uids.length];
        int count = 0;
        for (int i = 0; i < uids.length; i++) {
            if (uids[i] > 0) {
                keys[count++] = (uids[i] << 32 | i) ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(keys, 0, count);
        int[] files = new int[count];
        for (int i = 0; i < count; i++) {
            long key = keys[i] ^ Long.MIN_VALUE;
            keys[i] = key >>> 32;
            files[i] = (int) key;
        }
        return new FolderView(uidValidity, uidNext, names.packed(), keys, files, count);
    }

    UidValidity uidValidity() {
        return uidValidity;
    }

    Uid uidNext() {
        return new Uid(Math.min(uidNext, Uid.MAX.value()));
    }

    int size() {
        return size;
    }

    Uid uid(int index) {
        return new Uid(uids[index]);
    }

    MessageFile file(int index) {
        return MessageFile.parse(names.get(files[index]));
    }

    /** The first index of the range. */
    int from(UidRange range) {
        int found = Arrays.binarySearch(uids, 0, size, range.first().value());
        return found < 0 ? -found - 1 : found;
    }

    /** The index after the last of the range. */
    int to(UidRange range) {
        int found = Arrays.binarySearch(uids, 0, size, range.last().value());
        return found < 0 ? -found - 1 : found + 1;
    }

    Optional<MessageFile> find(Uid uid) {
        int found = Arrays.binarySearch(uids, 0, size, uid.value());
        return found < 0 ? Optional.empty() : Optional.of(file(found));
    }

    /** Adds a message with the next UID. */
    void add(long uid, String relative) {
        if (size == uids.length) {
            uids = Arrays.copyOf(uids, Math.max(16, size + (size >> 1)));
        }
        if (size == files.length) {
            files = Arrays.copyOf(files, Math.max(16, size + (size >> 1)));
        }
        uids[size] = uid;
        files[size++] = names.add(relative);
        uidNext = uid + 1;
    }
}
