package io.mailcaravan.component.run;

/**
 * What a pass may hold of messages, so that as many mailboxes as are under way at once fit into the
 * heap together, and their large messages onto the disk.
 *
 * @param windowBytes one read of the source: large enough to hide its latency, small enough to hold
 *     two a connection
 * @param inFlightBytes read and not yet acknowledged by the destination, for one mailbox
 * @param spoolBytes the same of large messages, which lie in files
 */
public record PassMemory(long windowBytes, long inFlightBytes, long spoolBytes) {

    private static final long SMALLEST = 256 << 10;
    private static final long LARGEST_WINDOW = 8 << 20;
    private static final long LARGEST_IN_FLIGHT = 32 << 20;
    private static final long SPOOL = 2L << 30;

    /**
     * @param heap bytes that Java may use
     */
    public static PassMemory of(long heap, int mailboxes, int connectionsPerMailbox) {
        long share = heap / Math.max(1, mailboxes);
        return new PassMemory(
                Math.clamp(share / 16 / connectionsPerMailbox, SMALLEST, LARGEST_WINDOW),
                Math.clamp(share / 4, SMALLEST, LARGEST_IN_FLIGHT),
                SPOOL / Math.max(1, mailboxes));
    }
}
