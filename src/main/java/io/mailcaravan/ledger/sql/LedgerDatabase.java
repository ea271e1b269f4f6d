package io.mailcaravan.ledger.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Where the ledger is kept, and what that database does in its own way. Everything else the ledger
 * asks of it is common SQL.
 */
public interface LedgerDatabase extends AutoCloseable {

    /** The SQLite file of this state folder. */
    static LedgerDatabase inStateFolder(Path stateFolder) {
        return sqlite(stateFolder.resolve(SqliteDatabase.FILE));
    }

    /** One SQLite file; the embedded default. It need not exist yet. */
    static LedgerDatabase sqlite(Path file) {
        return SqliteDatabase.of(file);
    }

    /**
     * The same through a pool or with settings of one's own.
     *
     * @param dataSource its connections must all lead to {@code file}
     */
    static LedgerDatabase sqlite(Path file, DataSource dataSource) {
        return new SqliteDatabase(file, dataSource);
    }

    /**
     * A PostgreSQL database, which several nodes may share. Connects when it is first asked.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException when the URL is none
     */
    static LedgerDatabase postgresql(PostgresSettings settings) {
        return new PostgresDatabase(settings);
    }

    /** Hands out connections: one is kept for writing, a few for reading. */
    DataSource dataSource();

    /** For messages: the file, or the address. */
    String place();

    /** Whether it lies in the state folder, so that it is one process's alone. */
    default boolean embedded() {
        return true;
    }

    /** What the migrations leave open: {@code identity} and {@code clustered}. */
    Map<String, String> placeholders();

    /** Where Flyway finds what this database needs besides. */
    default List<String> locations() {
        return List.of();
    }

    /** Keeps other nodes from migrating until it is closed. */
    default Lock lockMigrations() throws SQLException {
        return () -> {};
    }

    /** See {@link #lockMigrations}. */
    @FunctionalInterface
    interface Lock extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /**
     * Looks, without writing, whether the database can be used at all.
     *
     * @param unclean whether the last process ended without closing it
     * @throws LedgerException when it is damaged or cannot be opened
     */
    void check(boolean unclean) throws LedgerException;

    /** Keeps a copy before a migration; says where for the log. */
    String backUp(String version) throws SQLException, LedgerException;

    /** Makes a new connection fit for use. */
    void prepare(Connection connection, boolean writing) throws SQLException;

    /** Starts a transaction; one that only reads sees one state throughout. */
    void begin(Connection connection, boolean writing) throws SQLException;

    /** The open transaction's number for {@link #committed}; 0 where that is never asked. */
    default long transaction(Connection connection) throws SQLException {
        return 0;
    }

    /**
     * Whether a transaction was committed whose commit got no answer.
     *
     * @throws SQLException {@link #isAway} when it is not decided yet
     */
    default boolean committed(Connection connection, long transaction) throws SQLException {
        return false;
    }

    /** Returns when what was written would survive a power cut. */
    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /** Gives a connection back; what is not committed is lost. */
    default void release(Connection connection) throws SQLException {
        connection.close();
    }

    /** What follows a SELECT to keep its row as it is until the commit; may be empty. */
    String rowLock();

    /** Says in plain words what went wrong, and whether waiting may help. */
    LedgerException explain(SQLException error);

    /** Whether the database cannot be reached now, so that a new connection may help. */
    default boolean isAway(SQLException error) {
        return false;
    }

    /** Whether another node was in the way, so that the same may do at once. */
    default boolean isConflict(SQLException error) {
        return false;
    }

    /** Closes all connections. A second call does nothing. */
    @Override
    default void close() {}
}
