package io.mailcaravan.ledger.move;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.mailbox.ConfigurationException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills an empty ledger by {@code COPY}, in one transaction that keeps everybody else out. Rows go
 * over in text form as they come, so memory does not grow with their number.
 */
final class PostgresImport implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PostgresImport.class.getName());

    private static final int CHUNK = 1 << 16;

    private final LedgerDatabase database;
    private final Connection connection;
    private final Statement statement;
    private final StringBuilder rows = new StringBuilder(CHUNK + 4096);
    private String table;
    private CopyIn copy;
    private boolean firstValue;

    private PostgresImport(LedgerDatabase database, Connection connection, Statement statement) {
        this.database = database;
        this.connection = connection;
        this.statement = statement;
    }

    static PostgresImport open(LedgerDatabase database) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        Statement statement = null;
        try {
            connection.setAutoCommit(false);
            statement = connection.createStatement();
            statement.execute("SET statement_timeout = 0");
            statement.execute("SET lock_timeout = '30s'");
            statement.execute("SET synchronous_commit = on");
            connection.commit();
            return new PostgresImport(database, connection, statement);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the move with this id has been committed here. */
    boolean holds(String moveId) throws SQLException {
        try (ResultSet comment =
                statement.executeQuery("SELECT obj_description('item'::regclass, 'pg_class')")) {
            return comment.next()
                    && comment.getString(1) != null
                    && comment.getString(1).contains(moveId);
        }
    }

    /** Locks the tables until the end, and so waits for an earlier move that is still at them. */
    void lock() throws SQLException {
        statement.execute(
                "LOCK TABLE " + String.join(", ", Schema.tables()) + " IN ACCESS EXCLUSIVE MODE");
    }

    /**
     * To be called with the lock.
     *
     * @throws ConfigurationException when a table has a row
     */
    void begin() throws SQLException {
        for (String one : Schema.tables()) {
            try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + one + " LIMIT 1")) {
                if (row.next()) {
                    throw new ConfigurationException(
                            database.place(),
                            "there is a ledger already (table " + one + " has rows)",
                            "Move to an empty database or schema; two ledgers cannot be made one.");
                }
            }
        }
        // takes what an interrupted move has left, and lets COPY write rows as if long settled
        statement.execute("TRUNCATE " + String.join(", ", Schema.tables()));
    }

    void startTable(String name, List<String> columns) throws SQLException {
        table = name;
        copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY "
                                        + name
                                        + " ("
                                        + String.join(", ", columns)
                                        + ") FROM STDIN WITH (FREEZE)");
        firstValue = true;
    }

    void value(String value) {
        if (!firstValue) {
            rows.append('\t');
        }
        firstValue = false;
        if (value == null) {
            rows.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                case '\0' -> rows.append('\uFFFD'); // no text of PostgreSQL has it
                default -> rows.append(c);
            }
        }
    }

    void endRow() throws SQLException {
        rows.append('\n');
        firstValue = true;
        if (rows.length() >= CHUNK) {
            send();
        }
    }

    private void send() throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }

    /**
     * @param count rows that must be there now
     */
    void endTable(long count) throws SQLException {
        send();
        copy.endCopy();
        copy = null;
        long there = count(table);
        if (there != count) {
            throw new SQLException(
                    count + " rows of table " + table + " were sent and " + there + " arrived");
        }
    }

    private long count(String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + name)) {
            row.next();
            return row.getLong(1);
        }
    }

    Map<String, Long> counts() throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String one : Schema.tables()) {
            counts.put(one, count(one));
        }
        return counts;
    }

    /** New rows get numbers above those that came; the id stays for {@link #holds}. */
    void end(String moveId) throws SQLException {
        for (String one : identities()) {
            statement.execute(
                    "SELECT setval(pg_get_serial_sequence('"
                            + one
                            + "', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM "
                            + one
                            + "), false)");
        }
        for (String one : Schema.tables()) {
            statement.execute("ANALYZE " + one);
        }
        statement.execute("COMMENT ON TABLE item IS 'moved from SQLite, move " + moveId + "'");
    }

    private List<String> identities() throws SQLException {
        List<String> numbered = new ArrayList<>();
        for (String one : Schema.tables()) {
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT 1 FROM pg_attribute WHERE attrelid = '"
                                    + one
                                    + "'::regclass AND attname = 'id' AND attidentity <> ''")) {
                if (row.next()) {
                    numbered.add(one);
                }
            }
        }
        return numbered;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Undoes what is not committed; on a connection that is lost the server does it. */
    @Override
    public void close() throws SQLException {
        try {
            if (copy != null && copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "Cannot end a COPY", e);
        } finally {
            database.release(connection);
        }
    }
}
