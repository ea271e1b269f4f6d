package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Lets a mailbox begin only when all connections that it may open are free, so that no two
 * mailboxes wait for each other's. Where one process works alone, each store counts for itself.
 */
@FunctionalInterface
public interface Admission {

    /** Leaves it to the stores. */
    Admission ALWAYS = (needs, cancelling) -> () -> {};

    /**
     * What a mailbox may open at one store.
     *
     * @param limit of the store, over all mailboxes and nodes
     */
    record Need(String store, int connections, int limit) {}

    /** The right to open them, until it is closed. */
    interface Grant extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for them all.
     *
     * @param cancelling true ends the wait
     * @throws MailboxException when cancelled
     */
    Grant admit(List<Need> needs, BooleanSupplier cancelling)
            throws MailboxException, InterruptedException;
}
