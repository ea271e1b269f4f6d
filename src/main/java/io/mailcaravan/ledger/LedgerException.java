package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.MailboxException;

/**
 * The ledger could not be read or written, or refused a write. What it was to record has not been
 * recorded, so the item is not to be moved.
 */
public class LedgerException extends MailboxException {

    private static final long serialVersionUID = 1;

    public LedgerException(
            Scope scope, Retry retry, String message, String advice, Throwable cause) {
        super(scope, retry, message, advice, cause);
    }
}
