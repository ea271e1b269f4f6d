package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

public final class LedgerFolder {

    public FolderPath path() {
        throw new UnsupportedOperationException();
    }

    public UidValidity uidValidity() {
        throw new UnsupportedOperationException();
    }

    public ItemKey key(Uid uid) {
        throw new UnsupportedOperationException();
    }

    public Optional<Checkpoint> checkpoint() {
        throw new UnsupportedOperationException();
    }

    public void saveCheckpoint(Checkpoint checkpoint) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public boolean hasEarlierGeneration() throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public Map<Uid, LedgerEntry> entries(UidRange range) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void skip(Collection<ItemHead> heads, String reason) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void fail(ItemHead head, String reason, String deadLetter) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void updateFlags(Map<Uid, Flags> flags) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void forget(Collection<Uid> uids) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void deleted(Collection<Uid> uids) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public UidSet uids(ItemState state) throws LedgerException {
        throw new UnsupportedOperationException();
    }
}
