package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import org.apache.camel.RuntimeCamelException;

/**
 * A {@link LedgerException} out of Camel's idempotent repository, which may throw none. Routes ask
 * it for scope and retry as they ask any other: the item is not at fault.
 */
public final class UncheckedLedgerException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    private final LedgerException reason;

    UncheckedLedgerException(LedgerException reason) {
        super(reason);
        this.reason = reason;
    }

    public Scope scope() {
        return reason.scope();
    }

    public Retry retry() {
        return reason.retry();
    }

    /** Whether there is no room for the ledger; routes ask it of every error. */
    public boolean isPause() {
        return reason.isPause();
    }
}
