package io.mailcaravan.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** A ledger file that may not grow, as on a full disk. */
final class LimitedDatabase implements LedgerDatabase {

    private final LedgerDatabase real;
    private volatile int pages = 1_000_000;

    LimitedDatabase(Path file) {
        this.real = LedgerDatabase.sqlite(file);
    }

    /** From the next transaction on; less than there are means no more. */
    void pages(int limit) {
        pages = limit;
    }

    @Override
    public void begin(Connection connection, boolean writing) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
        real.begin(connection, writing);
    }

    @Override
    public DataSource dataSource() {
        return real.dataSource();
    }

    @Override
    public String place() {
        return real.place();
    }

    @Override
    public Map<String, String> placeholders() {
        return real.placeholders();
    }

    @Override
    public void check(boolean unclean) throws LedgerException {
        real.check(unclean);
    }

    @Override
    public String backUp(String version) throws SQLException, LedgerException {
        return real.backUp(version);
    }

    @Override
    public void prepare(Connection connection, boolean writing) throws SQLException {
        real.prepare(connection, writing);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        real.commit(connection);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        real.rollback(connection);
    }

    @Override
    public String rowLock() {
        return real.rowLock();
    }

    @Override
    public LedgerException explain(SQLException error) {
        return real.explain(error);
    }
}
