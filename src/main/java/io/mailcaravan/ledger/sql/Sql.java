package io.mailcaravan.ledger.sql;

import io.mailcaravan.mailbox.UidSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A connection with its prepared statements, which are kept. Used by one thread at a time. */
public final class Sql implements AutoCloseable {

    private final LedgerDatabase database;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql(LedgerDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    public static Sql connect(LedgerDatabase database, boolean writing) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        try {
            database.prepare(connection, writing);
            return new Sql(database, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    public void begin(boolean writing) throws SQLException {
        database.begin(connection, writing);
    }

    /** {@link LedgerDatabase#transaction}. */
    long transaction() throws SQLException {
        return database.transaction(connection);
    }

    /** {@link LedgerDatabase#committed}. */
    boolean committed(long transaction) throws SQLException {
        return database.committed(connection, transaction);
    }

    void commit() throws SQLException {
        database.commit(connection);
    }

    void rollback() throws SQLException {
        database.rollback(connection);
    }

    /** What follows a SELECT whose row must not change before the commit. */
    public String rowLock() {
        return database.rowLock();
    }

    /** For statements of others in the same transaction. */
    public Connection connection() {
        return connection;
    }

    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    public int update(String sql, Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    public <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                all.add(row.read(rows));
            }
        }
        return all;
    }

    /** Of a statement that is never the same again, so that it is not kept. */
    public <T> List<T> unprepared(String sql, Row<T> row) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(row.read(rows));
            }
        }
        return all;
    }

    public <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    /** The number in the only column of the only row. */
    public long number(String sql, Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    /** The numbers in the first column. */
    public UidSet uids(String sql, Object... values) throws SQLException {
        LongStream.Builder all = LongStream.builder();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                all.add(rows.getLong(1));
            }
        }
        return UidSet.of(all.build().toArray());
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        database.release(connection);
    }
}
