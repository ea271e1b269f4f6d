package io.mailcaravan;

import io.mailcaravan.mailbox.Printable;
import io.quarkus.logging.LoggingFilter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * What a line of the log may hold: one line a message, none of it able to steer a terminal, even
 * where it quotes a server. A database that is away for a while is said in one line, by whoever
 * notices it; where the program was then is of no use to anybody.
 */
@LoggingFilter(name = "lines")
public final class LogLines implements Filter {

    private static final int MOST_CAUSES = 20;

    @Override
    public boolean isLoggable(LogRecord record) {
        Throwable thrown = record.getThrown();
        boolean isOfDriver = thrown instanceof IOException && isOfDriver(record);
        String message =
                Printable.line(message(record) + (isOfDriver ? ": " + thrown.getMessage() : ""));
        record.setParameters(null);
        if (record instanceof ExtLogRecord ext) {
            ext.setMessage(message, FormatStyle.NO_FORMAT);
        } else {
            record.setMessage(message);
        }
        if (thrown != null) {
            record.setThrown(isOfDriver || isAway(thrown) ? null : Quoted.of(thrown));
        }
        return true;
    }

    /** It logs what becomes of its sockets while the database goes away. */
    private static boolean isOfDriver(LogRecord record) {
        return String.valueOf(record.getLoggerName()).startsWith("org.postgresql.");
    }

    private static String message(LogRecord record) {
        return String.valueOf(
                record instanceof ExtLogRecord ext
                        ? ext.getFormattedMessage()
                        : record.getMessage());
    }

    private static boolean isAway(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException error && isAway(error.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** 08 connection, 57P shut down or starting up (PostgreSQL's manual, appendix A). */
    private static boolean isAway(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    /** Another throwable, whose words may be those of a server. */
    private static final class Quoted extends Exception {
        private static final long serialVersionUID = 1;

        private Quoted(Throwable quoted, Throwable cause) {
            super(Printable.line(quoted.toString()), cause);
            setStackTrace(quoted.getStackTrace());
        }

        /** Its causes as well; those that lead in a circle are left out. */
        static Quoted of(Throwable thrown) {
            return thrown instanceof Quoted done ? done : of(thrown, MOST_CAUSES);
        }

        private static Quoted of(Throwable thrown, int causes) {
            Throwable cause = thrown.getCause();
            return new Quoted(thrown, cause == null || causes == 0 ? null : of(cause, causes - 1));
        }

        /** The quoted one's own text, without this class's name in front. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return getMessage();
        }
    }
}
