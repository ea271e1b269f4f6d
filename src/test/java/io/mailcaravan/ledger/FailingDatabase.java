package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** A ledger file whose transactions fail now and then, as on a disk with errors. */
public final class FailingDatabase extends OtherDatabase {

    private final BooleanSupplier fails;

    /**
     * @param fails asked before each commit
     */
    public FailingDatabase(Path file, BooleanSupplier fails) {
        super(LedgerDatabase.sqlite(file));
        this.fails = fails;
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        if (fails.getAsBoolean()) {
            throw new SQLException("disk I/O error");
        }
        super.commit(connection);
    }
}
