package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.UidValidity;
import java.util.List;

public final class LedgerMailbox {

    public LedgerFolder folder(FolderPath path, UidValidity validity) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public List<LedgerFolder> folders() {
        throw new UnsupportedOperationException();
    }

    public Totals totals() throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public long startPass(String kind) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void finishPass(long pass, String outcome, Totals thisPass) throws LedgerException {
        throw new UnsupportedOperationException();
    }
}
