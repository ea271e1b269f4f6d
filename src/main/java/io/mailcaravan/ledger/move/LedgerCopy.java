package io.mailcaravan.ledger.move;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Reasons;
import io.mailcaravan.ledger.sql.Schema;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Reads a ledger's tables row by row, in the order of their keys, for another database. */
final class LedgerCopy {

    /** Rows between two looks at the watcher. */
    private static final int ROWS = 10_000;

    /** What {@link Reasons#tidy} may return, and a few dots. */
    private static final int LONGEST_REASON = Reasons.LONGEST_BYTES + 10;

    private final LedgerDatabase source;
    private final PostgresImport into;
    private final LedgerMove.Watcher watcher;
    private long copied;
    private long expected;

    LedgerCopy(LedgerDatabase source, PostgresImport into, LedgerMove.Watcher watcher) {
        this.source = source;
        this.into = into;
        this.watcher = watcher;
    }

    /**
     * @return rows by table
     */
    Map<String, Long> run() throws SQLException, LedgerException {
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Connection connection = source.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            expected = expected(statement);
            for (String table : Schema.tables()) {
                rows.put(table, table(statement, table));
            }
        } catch (ReadException e) {
            throw source.explain(e.error);
        }
        tell();
        return rows;
    }

    /** By the counts that the ledger keeps; counting millions of rows would take a while. */
    private static long expected(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT SUM(copied + skipped + failed) FROM folder")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private long table(Statement statement, String table) throws SQLException {
        long count = 0;
        try (ResultSet rows = query(statement, table)) {
            List<String> columns = columns(rows.getMetaData());
            into.startTable(table, columns);
            while (next(rows)) {
                for (int i = 1; i <= columns.size(); i++) {
                    into.value(fit(table, columns.get(i - 1), rows, i));
                }
                into.endRow();
                count++;
                copied++;
                if (copied % ROWS == 0) {
                    tell();
                }
            }
            into.endTable(count);
        }
        return count;
    }

    private void tell() {
        if (!watcher.copied(copied, Math.max(copied, expected))) {
            throw new CancellationException();
        }
    }

    private static ResultSet query(Statement statement, String table) {
        try {
            return statement.executeQuery("SELECT * FROM " + table);
        } catch (SQLException e) {
            throw new ReadException(e);
        }
    }

    private static boolean next(ResultSet rows) {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw new ReadException(e);
        }
    }

    private static List<String> columns(ResultSetMetaData data) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(data.getColumnName(i));
        }
        return columns;
    }

    /** A reason from before they were kept short enough for an index stays one of its kind. */
    private static String fit(String table, String column, ResultSet rows, int index)
            throws SQLException {
        String value = rows.getString(index);
        if (!table.equals("reason") || !column.equals("text")) {
            return value;
        }
        boolean fits = value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_REASON;
        return fits ? value : Reasons.tidy(value) + " #" + rows.getLong("id");
    }

    /** Tells the source's errors from the target's. */
    private static final class ReadException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final SQLException error;

        ReadException(SQLException error) {
            super(error);
            this.error = error;
        }
    }
}
