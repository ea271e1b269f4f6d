package io.mailcaravan.ledger.sql;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections for reading, beside the one that writes. */
public final class Readers implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private static final System.Logger LOG = System.getLogger(Readers.class.getName());

    private final LedgerDatabase database;
    private final Outage outage;
    private final Semaphore permits = new Semaphore(CONNECTIONS);
    private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param outage where reads wait while the database is away
     */
    public Readers(LedgerDatabase database, Outage outage) {
        this.database = database;
        this.outage = outage;
    }

    /** For people, who would rather know that the database is away: nobody waits for it. */
    public static Readers unwaited(LedgerDatabase database) {
        return new Readers(database, Outage.unwaited(database));
    }

    /** Reads, must not call the ledger. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Sql sql) throws SQLException;
    }

    /** Reads one state of the ledger, which has in it whatever a write has returned from before. */
    public <T> T read(Reading<T> reading) throws LedgerException {
        permits.acquireUninterruptibly();
        try {
            while (true) {
                if (closed) {
                    throw LedgerException.closed();
                }
                try {
                    T result = attempt(reading);
                    outage.over();
                    return result;
                } catch (SQLException e) {
                    if (!outage.await(e)) {
                        throw database.explain(e);
                    }
                }
            }
        } finally {
            permits.release();
        }
    }

    private <T> T attempt(Reading<T> reading) throws SQLException {
        Sql sql = idle.pollFirst();
        boolean done = false;
        try {
            if (sql == null) {
                sql = Sql.connect(database, false);
            }
            sql.begin(false);
            T result = reading.read(sql);
            sql.commit();
            done = true;
            return result;
        } finally {
            if (done) {
                idle.addFirst(sql);
            } else if (sql != null) {
                discard(sql);
            }
        }
    }

    /** It has only read: nothing is lost, and what went wrong before is what the caller is told. */
    private static void discard(Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "Cannot close a broken connection of the ledger", e);
        }
    }

    /** Waits for reads under way. */
    @Override
    public void close() {
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
