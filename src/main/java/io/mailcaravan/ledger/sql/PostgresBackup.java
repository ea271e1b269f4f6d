package io.mailcaravan.ledger.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Copies of the ledger's tables beside them, made by the server itself: all in one transaction, so
 * of one state, whatever other nodes write meanwhile.
 */
final class PostgresBackup {

    private PostgresBackup() {}

    /** Says what the copies are called. One of the same version is replaced. */
    static String make(DataSource dataSource, String version) throws SQLException {
        String prefix = "backup_" + version.replaceAll("[^0-9A-Za-z]", "_") + "_";
        try (Connection connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            boolean done = false;
            try (Statement statement = connection.createStatement()) {
                for (String table : Schema.tables()) {
                    statement.execute("DROP TABLE IF EXISTS " + prefix + table);
                    statement.execute("CREATE TABLE " + prefix + table + " AS TABLE " + table);
                }
                connection.commit();
                done = true;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        }
        return "the tables " + prefix + "*";
    }
}
