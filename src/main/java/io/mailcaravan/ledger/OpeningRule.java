package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;

/** Who may open a mailbox, where several nodes share the ledger. */
@FunctionalInterface
public interface OpeningRule {

    /** One process has the ledger alone. */
    OpeningRule ANYBODY = (connection, route, mailbox) -> {};

    /**
     * Asked in the transaction that opens the mailbox, before its former holder loses it.
     *
     * @throws LedgerException when another node works on it
     */
    void check(Connection connection, String route, String mailbox)
            throws SQLException, LedgerException;
}
