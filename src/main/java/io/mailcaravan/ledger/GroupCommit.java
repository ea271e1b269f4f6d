package io.mailcaravan.ledger;

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
final class GroupCommit implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

    /** Keeps the wait for a commit short when a thousand callers come at once. */
    private static final int LARGEST_GROUP = 256;

    private final LedgerDatabase database;
    private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final Thread writer;
    private boolean closed;
    private Sql sql;

    GroupCommit(LedgerDatabase database) {
        this.database = database;
        this.writer = Thread.ofPlatform().name("ledger-writer").daemon().start(this::work);
    }

    /**
     * Returns when the change is durable.
     *
     * @throws LedgerException when it is not; nothing of it was written then
     */
    <T> T run(Change<T> change) throws LedgerException {
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
        boolean more = true;
        while (more) {
            group.clear();
            group.add(take());
            queue.drainTo(group, LARGEST_GROUP - 1);
            more = !group.removeIf(waiting -> waiting.change == null);
            commit(group);
        }
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
        boolean committing = false;
        try {
            if (group.isEmpty()) {
                return;
            }
            if (sql == null) {
                sql = Sql.connect(database, true);
            }
            sql.begin(true);
            for (Waiting<?> waiting : group) {
                waiting.write(sql);
            }
            committing = true;
            sql.commit();
            group.forEach(Waiting::succeed);
        } catch (SQLException | RuntimeException e) {
            // Some errors (disk full) end the whole transaction, others leave it open.
            disconnect();
            List<Waiting<?>> left = group.stream().filter(Waiting::open).toList();
            if (committing || left.size() == 1) {
                left.forEach(waiting -> waiting.fail(explain(e)));
            } else {
                left.forEach(waiting -> commit(List.of(waiting)));
            }
        }
    }

    private LedgerException explain(Exception e) {
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
