package io.mailcaravan;

import io.quarkus.logging.LoggingFilter;
import java.sql.SQLException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * A database that is away for a while is said in one line, by whoever notices it; where the program
 * was then is of no use to anybody.
 */
@LoggingFilter(name = "outage")
public final class OutageFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        for (Throwable at = record.getThrown(); at != null; at = at.getCause()) {
            if (at instanceof SQLException error && isAway(error.getSQLState())) {
                record.setThrown(null);
            }
        }
        return true;
    }

    /** 08 connection, 57P shut down or starting up (PostgreSQL's manual, appendix A). */
    private static boolean isAway(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
