package io.mailcaravan.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** A ledger file whose transactions fail now and then, as on a disk with errors. */
public final class FailingDatabase implements LedgerDatabase {

    private final LedgerDatabase real;
    private final BooleanSupplier fails;

    /**
     * @param fails asked before each commit
     */
    public FailingDatabase(Path file, BooleanSupplier fails) {
        this.real = LedgerDatabase.sqlite(file);
        this.fails = fails;
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        if (fails.getAsBoolean()) {
            throw new SQLException("disk I/O error");
        }
        real.commit(connection);
    }

    @Override
    public void begin(Connection connection, boolean writing) throws SQLException {
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
