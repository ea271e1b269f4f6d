package io.mailcaravan.cluster;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.quartz.utils.ConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's database, for what nodes share besides. Waits while it is away, and goes on when it
 * is back.
 */
final class ClusterDatabase implements ConnectionProvider {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterDatabase.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * A node that is frozen in the middle of a transaction must not keep Quartz's locks from the
     * others.
     */
    private static final String LIMITS =
            "SET statement_timeout = '60s'; SET lock_timeout = '30s';"
                    + " SET idle_in_transaction_session_timeout = '10s'";

    private final LedgerDatabase ledger;
    private final AtomicBoolean away = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    ClusterDatabase(LedgerDatabase ledger) {
        this.ledger = ledger;
    }

    /** One transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /** Statements of one transaction. */
    record Transaction(Connection connection) {

        int update(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = bind(sql, values)) {
                return statement.executeUpdate();
            }
        }

        <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
            List<T> all = new ArrayList<>();
            try (PreparedStatement statement = bind(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(row.read(rows));
                }
            }
            return all;
        }

        private PreparedStatement bind(String sql, Object... values) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            try {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement;
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs it in one transaction; again where the database was away, so it must not mind having
     * been committed once without an answer.
     *
     * @throws LedgerException when waiting does not help, or this node is stopping
     */
    <T> T run(Work<T> work) throws LedgerException {
        while (true) {
            try {
                T result = once(work);
                if (away.compareAndSet(true, false)) {
                    LOG.info("the cluster's database is back");
                }
                return result;
            } catch (SQLException e) {
                if (!ledger.isConflict(e) && !ledger.isAway(e)) {
                    throw ledger.explain(e);
                }
                if (ledger.isAway(e) && away.compareAndSet(false, true)) {
                    LOG.warn(
                            "waiting for the cluster's database: {}",
                            ledger.explain(e).getMessage());
                }
                if (stops()) {
                    throw ledger.explain(e);
                }
            }
        }
    }

    /** Runs it in one transaction, once. */
    <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.in(new Transaction(connection));
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done && !connection.isClosed()) {
                    connection.rollback();
                }
            }
        }
    }

    private boolean stops() {
        try {
            return closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = ledger.dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    LedgerException explain(SQLException e) {
        return ledger.explain(e);
    }

    @Override
    public void initialize() {}

    /** Nobody waits for the database any more. */
    @Override
    public void shutdown() {
        closed.countDown();
    }
}
