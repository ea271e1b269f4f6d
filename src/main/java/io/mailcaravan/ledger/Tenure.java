package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Sql;
import java.sql.SQLException;

/**
 * The right to write about a mailbox, which lasts until somebody opens it again.
 *
 * @param epoch the mailbox's when it was opened
 */
record Tenure(long mailboxId, long epoch, MailboxName mailbox) implements Change.Checking {

    /**
     * @throws LedgerException when it is over
     */
    @Override
    public void check(Sql sql) throws SQLException, LedgerException {
        long now =
                sql.first(
                                "SELECT epoch FROM mailbox WHERE id = ?" + sql.rowLock(),
                                row -> row.getLong(1),
                                mailboxId)
                        .orElse(-1L);
        if (now != epoch) {
            throw Refusals.takenOver(this);
        }
    }
}
