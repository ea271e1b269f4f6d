package io.mailcaravan.ledger.sql;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** The ledger in one SQLite file. */
public final class SqliteDatabase implements LedgerDatabase {

    /** Its name in the state folder. */
    public static final String FILE = "ledger.db";

    /**
     * Up to this many bytes the whole file is checked after an unclean end, in about a second. WAL
     * survives the death of a process by design, so a larger one is trusted until SQLite stumbles.
     */
    private static final long CHECKED_WHOLE = 256L << 20;

    private final Path file;
    private final DataSource dataSource;

    /**
     * @param dataSource its connections must all lead to {@code file}
     */
    SqliteDatabase(Path file, DataSource dataSource) {
        this.file = file;
        this.dataSource = dataSource;
    }

    static SqliteDatabase of(Path file) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + file);
        return new SqliteDatabase(file, dataSource);
    }

    /**
     * Whether a state folder has a ledger.
     *
     * @throws ConfigurationException when that cannot be told, as nobody may look: what cannot be
     *     read is not missing
     */
    public static boolean isIn(Path stateFolder) {
        return isIn(stateFolder, FILE);
    }

    /** The same for any file. */
    public static boolean isIn(Path stateFolder, String name) {
        try {
            Files.readAttributes(stateFolder.resolve(name), BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(stateFolder, e);
        }
    }

    private static ConfigurationException unreadable(Path stateFolder, IOException e) {
        ConfigurationException problem =
                new ConfigurationException(
                        "state folder " + stateFolder,
                        "cannot be read: " + FileErrors.words(e),
                        "Run this as the user who runs the passes.");
        problem.initCause(e);
        return problem;
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("identity", "INTEGER PRIMARY KEY", "clustered", "WITHOUT ROWID");
    }

    @Override
    public void check(boolean unclean) throws LedgerException {
        create();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            // reads the header, rolls an unfinished WAL in, and parses the schema
            statement.executeQuery("SELECT COUNT(*) FROM sqlite_master").close();
            if (unclean && Files.size(file) <= CHECKED_WHOLE) {
                try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
                    if (rows.next() && !rows.getString(1).equals("ok")) {
                        throw SqliteErrors.damaged(file, rows.getString(1), null);
                    }
                }
            }
        } catch (SQLException e) {
            throw explain(e);
        } catch (IOException e) {
            throw new LedgerException(
                    Scope.STORE,
                    Retry.NEVER,
                    "Cannot look at the ledger " + file + ": " + FileErrors.words(e),
                    "Check the file's rights.",
                    e);
        }
    }

    /** Before SQLite does; what it puts beside it (-wal, -shm) has the same rights. */
    private void create() throws LedgerException {
        try {
            if (Files.notExists(file)) {
                PrivateFiles.createFile(file);
            }
        } catch (IOException e) {
            throw FileErrors.isFull(e, file.getParent())
                    ? LedgerException.noRoom("the ledger " + file, e)
                    : new LedgerException(
                            Scope.STORE,
                            Retry.NEVER,
                            "Cannot create the ledger: " + FileErrors.words(e),
                            "Check the rights of its folder.",
                            e);
        }
    }

    @Override
    public String backUp(String version) throws SQLException, LedgerException {
        Path copy = file.resolveSibling(file.getFileName() + "." + version + ".backup");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            // one left by an earlier try may be of an earlier state
            Files.deleteIfExists(copy);
            PrivateFiles.createFile(copy); // SQLite fills an empty one
            statement.execute("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
        } catch (IOException e) {
            throw new LedgerException(
                    Scope.STORE,
                    Retry.NEVER,
                    "Cannot replace the old backup " + copy + ": " + FileErrors.words(e),
                    "Move it away.",
                    e);
        }
        return copy.toString();
    }

    @Override
    public void prepare(Connection connection, boolean writing) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            if (writing) {
                // WAL lets readers go on while one writes; FULL flushes it at every commit
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("PRAGMA wal_autocheckpoint = 4000");
            } else {
                statement.execute("PRAGMA query_only = ON");
            }
        }
    }

    // The driver's own setAutoCommit(false) begins the next transaction at each commit, which
    // would keep the write lock for good.

    @Override
    public void begin(Connection connection, boolean writing) throws SQLException {
        run(connection, writing ? "BEGIN IMMEDIATE" : "BEGIN");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        run(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        run(connection, "ROLLBACK");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Nothing: there is one writer at a time. */
    @Override
    public String rowLock() {
        return "";
    }

    @Override
    public LedgerException explain(SQLException error) {
        return SqliteErrors.explain(file, error);
    }
}
