package io.mailcaravan.assess;

/**
 * Whether the destination has room.
 *
 * @param usedBytes what is in the mailbox
 * @param limitBytes what it may hold
 * @param neededBytes what is still to come
 */
public record Room(long usedBytes, long limitBytes, long neededBytes) {

    public boolean suffices() {
        return usedBytes + neededBytes <= limitBytes;
    }
}
