package io.mailcaravan.ledger;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections for reading, beside the one that writes. */
final class Readers implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final LedgerDatabase database;
    private final Semaphore permits = new Semaphore(CONNECTIONS);
    private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Readers(LedgerDatabase database) {
        this.database = database;
    }

    /** Reads, must not call the ledger. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Sql sql) throws SQLException;
    }

    /** Reads one state of the ledger, which has in it whatever a write has returned from before. */
    <T> T read(Reading<T> reading) throws LedgerException {
        permits.acquireUninterruptibly();
        Sql sql = null;
        try {
            if (closed) {
                throw LedgerException.closed();
            }
            sql = idle.pollFirst();
            if (sql == null) {
                sql = Sql.connect(database, false);
            }
            sql.begin(false);
            T result = reading.read(sql);
            sql.commit();
            idle.addFirst(sql);
            sql = null;
            return result;
        } catch (SQLException e) {
            throw database.explain(e);
        } finally {
            permits.release();
            discard(sql);
        }
    }

    private void discard(Sql sql) throws LedgerException {
        try {
            if (sql != null) {
                sql.close();
            }
        } catch (SQLException e) {
            throw database.explain(e);
        }
    }

    /** Waits for reads under way. */
    @Override
    public void close() throws LedgerException {
        permits.acquireUninterruptibly(CONNECTIONS);
        try {
            closed = true;
            for (Sql sql = idle.poll(); sql != null; sql = idle.poll()) {
                discard(sql);
            }
        } finally {
            permits.release(CONNECTIONS);
        }
    }
}
