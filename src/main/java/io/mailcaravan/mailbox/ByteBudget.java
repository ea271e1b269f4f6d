package io.mailcaravan.mailbox;

import java.time.Instant;

/**
 * Counts what is read from and written to stores within the last 24 hours, so that a daily limit
 * holds. One count serves all workers, and all nodes that share a ledger, and outlives the process.
 * Safe for many threads.
 */
public interface ByteBudget {

    /** Seen from the store. */
    enum Direction {
        READ,
        WRITE
    }

    /**
     * What is counted.
     *
     * @param mailbox its name in the store; empty for all mailboxes of the store together
     */
    record Account(String store, String mailbox, Direction direction) {}

    /**
     * An answer to {@link #take}.
     *
     * @param bytes what may be moved now; 0 when less is left than was asked for
     * @param freeAt when enough will be left; now where it is
     */
    record Share(long bytes, Instant freeAt) {}

    /**
     * Takes bytes before they are moved, so that a crash leaves too much counted, never too little.
     *
     * @param least without which nothing is taken; more than the limit is given only while nothing
     *     else is counted, as an item of that size could never be moved otherwise
     * @param most what is taken if as much is left
     * @param limit bytes in 24 hours
     */
    Share take(Account account, long least, long most, long limit) throws MailboxException;

    /** Counts bytes that were moved without having been taken; a negative number gives back. */
    void add(Account account, long bytes) throws MailboxException;
}
