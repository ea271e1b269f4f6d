package io.mailcaravan.cli;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.report.LedgerReport;
import java.io.PrintWriter;
import java.util.List;

/** What the ledger knows, in one format; written while it is read. */
interface Report {

    /**
     * Writes it to the end; the writer is flushed and closed by the caller.
     *
     * @param letters which of those that no pass sends again are still there
     */
    void write(LedgerReport ledger, DeadLetters letters, List<String> routes, PrintWriter out)
            throws MailboxException;
}
