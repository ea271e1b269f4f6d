package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A ledger file that may not grow, as on a full disk. */
final class LimitedDatabase extends OtherDatabase {

    private volatile int pages = 1_000_000;

    LimitedDatabase(Path file) {
        super(LedgerDatabase.sqlite(file));
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
        super.begin(connection, writing);
    }
}
