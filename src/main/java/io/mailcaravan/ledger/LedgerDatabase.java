package io.mailcaravan.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Where the ledger is kept, and what that database does in its own way. Everything else the ledger
 * asks of it is common SQL.
 */
public interface LedgerDatabase {

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

    /** Hands out connections: one is kept for writing, a few for reading. */
    DataSource dataSource();

    /** For messages: the file, or the address. */
    String place();

    /** What the migrations leave open: {@code identity} and {@code clustered}. */
    Map<String, String> placeholders();

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

    /** Returns when what was written would survive a power cut. */
    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /** What follows a SELECT to keep its row as it is until the commit; may be empty. */
    String rowLock();

    /** Says in plain words what went wrong, and whether waiting may help. */
    LedgerException explain(SQLException error);
}
