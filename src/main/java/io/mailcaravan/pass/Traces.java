package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Uid;
import java.util.ArrayList;
import java.util.List;

/**
 * Items of a folder by what survives an append: Message-ID and INTERNALDATE. A table of plain
 * numbers (open addressing), so that a folder of a million items needs some 50 MB.
 */
final class Traces {

    private static final long FREE = 0;
    private static final long TAKEN = -1;

    private long[] hashes = new long[1024];
    private long[] uids = new long[1024];
    private long[] sizes = new long[1024];
    private int used;

    /** An item with the same trace as the one looked for. */
    record Candidate(Uid uid, long size) {}

    void add(Uid uid, Fingerprint fingerprint) {
        if (2 * used >= uids.length) {
            grow();
        }
        put(hash(fingerprint), uid.value(), fingerprint.size());
        used++;
    }

    private void put(long hash, long uid, long size) {
        int slot = slot(hash);
        while (uids[slot] != FREE) {
            slot = next(slot);
        }
        hashes[slot] = hash;
        uids[slot] = uid;
        sizes[slot] = size;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldUids = uids;
        long[] oldSizes = sizes;
        hashes = new long[2 * oldUids.length];
        uids = new long[2 * oldUids.length];
        sizes = new long[2 * oldUids.length];
        for (int i = 0; i < oldUids.length; i++) {
            if (oldUids[i] > 0) {
                put(oldHashes[i], oldUids[i], oldSizes[i]);
            }
        }
    }

    /** Items with this trace that nobody has taken. */
    List<Candidate> near(Fingerprint fingerprint) {
        long hash = hash(fingerprint);
        List<Candidate> found = new ArrayList<>();
        for (int slot = slot(hash); uids[slot] != FREE; slot = next(slot)) {
            if (hashes[slot] == hash && uids[slot] > 0) {
                found.add(new Candidate(new Uid(uids[slot]), sizes[slot]));
            }
        }
        return found;
    }

    /** From now on the item is not found any more, so that two equal messages need two. */
    void take(Uid uid, Fingerprint fingerprint) {
        for (int slot = slot(hash(fingerprint)); uids[slot] != FREE; slot = next(slot)) {
            if (uids[slot] == uid.value()) {
                uids[slot] = TAKEN;
                return;
            }
        }
        throw new IllegalArgumentException("no item " + uid + " has this trace");
    }

    private int slot(long hash) {
        return (int) hash & (uids.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (uids.length - 1);
    }

    /** FNV-1a over the Message-ID, then the seconds, mixed as MurmurHash3 ends. */
    private static long hash(Fingerprint fingerprint) {
        long hash = 0xcbf29ce484222325L;
        String text = fingerprint.messageId().orElse("");
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash ^= fingerprint.internalDate().getEpochSecond() * 0x9e3779b97f4a7c15L;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
