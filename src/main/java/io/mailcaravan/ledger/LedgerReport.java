package io.mailcaravan.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

public final class LedgerReport implements AutoCloseable {

    public static LedgerReport open(Path stateFolder) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public List<String> routes() throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public List<MailboxSummary> mailboxes(String route) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void items(String route, Set<ItemState> states, Consumer<ReportItem> to)
            throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public List<PassRecord> passes(String route) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
