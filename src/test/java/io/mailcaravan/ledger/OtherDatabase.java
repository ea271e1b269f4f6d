package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A database as it is, but for what a test changes. */
abstract class OtherDatabase implements LedgerDatabase {

    private final LedgerDatabase real;

    OtherDatabase(LedgerDatabase real) {
        this.real = real;
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

    @Override
    public void begin(Connection connection, boolean writing) throws SQLException {
        real.begin(connection, writing);
    }

    @Override
    public boolean embedded() {
        return real.embedded();
    }

    @Override
    public List<String> locations() {
        return real.locations();
    }

    @Override
    public Lock lockMigrations() throws SQLException {
        return real.lockMigrations();
    }

    @Override
    public long transaction(Connection connection) throws SQLException {
        return real.transaction(connection);
    }

    @Override
    public boolean committed(Connection connection, long transaction) throws SQLException {
        return real.committed(connection, transaction);
    }

    @Override
    public void release(Connection connection) throws SQLException {
        real.release(connection);
    }

    @Override
    public boolean isAway(SQLException error) {
        return real.isAway(error);
    }

    @Override
    public boolean isConflict(SQLException error) {
        return real.isConflict(error);
    }

    @Override
    public void close() {
        real.close();
    }
}
