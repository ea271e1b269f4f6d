package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;

/**
 * Whether this process may still append. Where several nodes share the mailboxes, one that was out
 * of touch for too long may have lost them to another without knowing it yet.
 */
public interface AppendLease {

    /** One process alone: nobody else can take its mailboxes. */
    AppendLease UNLIMITED =
            new AppendLease() {
                @Override
                public void await() {}

                @Override
                public void check() {}
            };

    /**
     * Waits until it may; asked before a batch is noted as pending, so that the ledger then refuses
     * what another has taken over.
     *
     * @throws MailboxException scope STORE, retry LATER, when this process is stopping
     */
    void await() throws MailboxException;

    /**
     * Asked again and again while a batch is sent.
     *
     * @throws IOException when it may no longer: what is sent half must not be completed
     */
    void check() throws IOException;
}
