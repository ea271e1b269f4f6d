package io.mailcaravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    @Test
    void databaseThatIsAwayShouldTakeOneLine() {
        ExtLogRecord record =
                filtered(
                        "x",
                        "no connection",
                        new IllegalStateException(new SQLException("", "57P01")));

        assertThat(record.getFormattedMessage()).isEqualTo("no connection");
        assertThat(record.getThrown()).isNull();
    }

    @Test
    void socketOfTheDriverShouldTakeOneLineThatSaysWhy() {
        ExtLogRecord record =
                filtered(
                        "org.postgresql.core.ConnectionFactory",
                        "closing failed",
                        new SocketException("Broken pipe"));

        assertThat(record.getFormattedMessage()).isEqualTo("closing failed: Broken pipe");
        assertThat(record.getThrown()).isNull();
    }

    @Test
    void otherFailureShouldKeepItsPlaceAndLoseWhatSteersATerminal() {
        ExtLogRecord record =
                filtered("io.mailcaravan.x", "a\u001b[2Jb", new IOException("c\u001b[31md"));

        assertThat(record.getFormattedMessage()).doesNotContain("\u001b");
        assertThat(record.getThrown().toString())
                .contains("IOException: c")
                .doesNotContain("\u001b");
        assertThat(record.getThrown().getStackTrace()).isNotEmpty();
    }

    private static ExtLogRecord filtered(String logger, String message, Throwable thrown) {
        ExtLogRecord record =
                new ExtLogRecord(Level.WARNING, message, LogLinesTest.class.getName());
        record.setLoggerName(logger);
        record.setThrown(thrown);
        assertThat(new LogLines().isLoggable(record)).isTrue();
        return record;
    }
}
