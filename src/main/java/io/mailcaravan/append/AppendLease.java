package io.mailcaravan.append;

import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;

/**
 * Whether this process may append. Where several nodes share the mailboxes, one that was out of
 * touch for too long may have lost them to another without knowing it yet.
 */
@FunctionalInterface
public interface AppendLease {

    /** One process alone: nobody else can take its mailboxes. */
    AppendLease UNLIMITED = () -> Term.UNLIMITED;

    /**
     * Waits until it may; asked before a batch is noted as pending, so that the ledger then refuses
     * what another has taken over.
     *
     * @return the time from now on in which it may without a break
     * @throws MailboxException scope STORE, retry LATER, when this process is stopping
     */
    Term await() throws MailboxException;

    /** Once it has ended it does not come back; a batch that was begun in it is not completed. */
    @FunctionalInterface
    interface Term {

        Term UNLIMITED = () -> {};

        /**
         * Asked again and again while a batch is sent.
         *
         * @throws IOException when it has ended: what is sent half must not be completed
         */
        void check() throws IOException;
    }
}
