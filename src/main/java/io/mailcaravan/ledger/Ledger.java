package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

public final class Ledger implements IdempotentRepository, AutoCloseable {

    public static Ledger open(Path stateFolder) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public LedgerMailbox open(String route, String store, String mailbox, String destinationMailbox)
            throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public PendingBatch begin(DestinationFolder destination, Fence fence, List<BatchItem> items)
            throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void settle(PendingBatch batch, List<Copied> copied) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public void copied(DestinationFolder destination, UidValidity validity, List<Copied> items)
            throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public List<PendingBatch> pending(DestinationFolder destination) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public UidSet knownDestinationUids(
            DestinationFolder destination, UidValidity validity, UidRange range)
            throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public boolean replacesGeneration(ItemKey key) throws LedgerException {
        throw new UnsupportedOperationException();
    }

    public LedgerReport report() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean add(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean contains(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean confirm(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean confirm(Exchange exchange, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
