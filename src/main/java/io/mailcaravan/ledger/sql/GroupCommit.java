package io.mailcaravan.ledger.sql;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Writes what many callers bring at once in one transaction, so that they share one flush of the
 * disk. A change that fails takes none of the others with it.
 */
public final class GroupCommit implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

    /** Keeps the wait for a commit short when a thousand callers come at once. */
    private static final int LARGEST_GROUP = 256;

    /** Times that another node may be in the way of one change. */
    private static final int CONFLICTS = 10;

    private final LedgerDatabase database;
    private final Outage outage;
    private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final Thread writer;
    private boolean closed;
    private Sql sql;

    /**
     * @param outage where writes wait while the database is away
     */
    public GroupCommit(LedgerDatabase database, Outage outage) {
        this.database = database;
        this.outage = outage;
        this.writer = Thread.ofPlatform().name("ledger-writer").daemon().start(this::work);
    }

    /**
     * Returns when the change is durable.
     *
     * @throws LedgerException when it is not; nothing of it was written then
     */
    public <T> T run(Change<T> change) throws LedgerException {
        Waiting<T> waiting = new Waiting<>(change);
        gate.readLock().lock();
        try {
            if (closed) {
                throw LedgerException.closed();
            }
            queue.add(waiting);
        } finally {
            gate.readLock().unlock();
        }
        return waiting.result();
    }

    private void work() {
        List<Waiting<?>> group = new ArrayList<>();
        try {
            boolean more = true;
            while (more) {
                group.clear();
                group.add(take());
                queue.drainTo(group, LARGEST_GROUP - 1);
                more = !group.removeIf(waiting -> waiting.change == null);
                commit(group);
            }
            disconnect();
        } catch (Throwable e) { // an Error, too: nobody may wait for a writer that is no more
            LOG.log(Level.ERROR, "The ledger's writer has ended", e);
            refuseAll(group, explain(e));
        }
    }

    /** Nobody writes these any more, and none that would come. */
    private void refuseAll(List<Waiting<?>> group, LedgerException reason) {
        gate.writeLock().lock();
        try {
            closed = true;
            queue.drainTo(group);
        } finally {
            gate.writeLock().unlock();
        }
        group.forEach(waiting -> waiting.fail(reason));
        disconnect();
    }

    private Waiting<?> take() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                // nobody else knows this thread; only close() ends it
                LOG.log(Level.WARNING, "The ledger's writer was interrupted and goes on");
            }
        }
    }

    private void commit(List<Waiting<?>> group) {
        List<Waiting<?>> left = group;
        for (int conflicts = 0; !left.isEmpty(); conflicts++) {
            left = attempt(left, conflicts);
        }
    }

    /**
     * @return those to be tried again together
     */
    private List<Waiting<?>> attempt(List<Waiting<?>> group, int tries) {
        boolean committing = false;
        long transaction = 0;
        try {
            if (sql == null) {
                sql = Sql.connect(database, true);
            }
            sql.begin(true);
            transaction = sql.transaction();
            for (Waiting<?> waiting : group) {
                waiting.write(sql);
            }
            committing = true;
            sql.commit();
            outage.over();
            group.forEach(Waiting::succeed);
            return List.of();
        } catch (SQLException | RuntimeException | Error e) {
            // Some errors (disk full) end the whole transaction, others leave it open.
            disconnect();
            List<Waiting<?>> left = group.stream().filter(Waiting::open).toList();
            if (e instanceof SQLException error && database.isAway(error)) {
                return afterOutage(left, error, committing ? transaction : 0);
            }
            if (e instanceof SQLException error && again(error, left.size(), tries)) {
                return left;
            }
            if (committing || left.size() == 1) {
                left.forEach(waiting -> waiting.fail(explain(e)));
            } else {
                left.forEach(waiting -> commit(List.of(waiting)));
            }
            return List.of();
        }
    }

    private boolean again(SQLException error, int size, int tries) {
        return size == 1 && tries < CONFLICTS && database.isConflict(error);
    }

    /**
     * Waits for the database, and finds out what became of a commit that got no answer: its changes
     * are neither to be lost nor to be made twice.
     *
     * @param transaction the one whose outcome is open; 0 when none is
     */
    private List<Waiting<?>> afterOutage(
            List<Waiting<?>> left, SQLException first, long transaction) {
        SQLException error = first;
        while (outage.await(error)) {
            if (transaction == 0) {
                return left;
            }
            try (Sql fresh = Sql.connect(database, true)) {
                if (!fresh.committed(transaction)) {
                    return left;
                }
                outage.over();
                left.forEach(Waiting::succeed);
                return List.of();
            } catch (SQLException e) {
                error = e;
            }
        }
        LedgerException given = database.explain(error);
        left.forEach(waiting -> waiting.fail(given));
        return List.of();
    }

    private LedgerException explain(Throwable e) {
        return e instanceof SQLException error
                ? database.explain(error)
                : database.explain(new SQLException(e));
    }

    /** Closing a connection rolls its transaction back. */
    private void disconnect() {
        Sql last = sql;
        sql = null;
        try {
            if (last != null) {
                last.close();
            }
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "Cannot close the ledger's connection", e);
        }
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        gate.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                queue.add(new Waiting<>(null));
            }
        } finally {
            gate.writeLock().unlock();
        }
        joinWriter();
    }

    /** To the end, interrupted or not: the state folder is given back after this. */
    private void joinWriter() {
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One caller. */
    private static final class Waiting<T> {
        private final Change<T> change;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private T written;

        /**
         * @param change null to end the writer
         */
        Waiting(Change<T> change) {
            this.change = change;
        }

        void write(Sql sql) throws SQLException {
            try {
                change.check(sql);
            } catch (LedgerException e) {
                future.completeExceptionally(e);
                return;
            }
            written = change.write(sql);
        }

        boolean open() {
            return !future.isDone();
        }

        void succeed() {
            future.complete(written);
        }

        void fail(LedgerException e) {
            future.completeExceptionally(e);
        }

        T result() throws LedgerException {
            try {
                return future.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof LedgerException refused) {
                    throw refused.again();
                }
                throw e;
            }
        }
    }
}
