package io.mailcaravan.assess;

import io.mailcaravan.mailbox.MailboxException;
import java.util.function.BooleanSupplier;

/**
 * When a mailbox may be looked at: with a connection free at each of its ends, so that no two looks
 * wait for each other's.
 */
@FunctionalInterface
public interface Turn {

    /** The right to open them, until it is closed. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for it.
     *
     * @param cancelling true ends the wait
     * @throws MailboxException when cancelled, or when it can never come
     */
    Held await(BooleanSupplier cancelling) throws MailboxException;
}
