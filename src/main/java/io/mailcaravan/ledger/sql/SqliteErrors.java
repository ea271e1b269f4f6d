package io.mailcaravan.ledger.sql;

import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's result codes in plain words. */
final class SqliteErrors {

    private SqliteErrors() {}

    static LedgerException explain(Path file, SQLException error) {
        return switch (primary(error)) {
            case SQLITE_FULL ->
                    LedgerException.noRoom("the ledger " + file.toAbsolutePath(), error);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(file, error.getMessage(), error);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                    store(
                            Retry.NEVER,
                            "Cannot open the ledger " + file + " for writing: " + words(error),
                            "Check the rights of the file and its folder.",
                            error);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    store(
                            Retry.LATER,
                            "Another program holds the ledger " + file + " locked",
                            "Close whatever has it open, such as a database browser.",
                            error);
            case SQLITE_IOERR ->
                    FileErrors.isFull(new IOException(words(error)), file)
                            ? LedgerException.noRoom("the ledger " + file.toAbsolutePath(), error)
                            : store(
                                    Retry.LATER,
                                    "Cannot read or write the ledger " + file + ": " + words(error),
                                    "Check the disk.",
                                    error);
            default ->
                    store(
                            Retry.LATER,
                            "The ledger " + file + " does not work: " + words(error),
                            "",
                            error);
        };
    }

    static LedgerException damaged(Path file, String words, Throwable cause) {
        return store(
                Retry.NEVER,
                "The ledger " + file + " is damaged: " + words,
                "Put a backup of it back, or move it away: a new ledger takes over what is already"
                        + " at the destination, unless the route says adopt=false.",
                cause);
    }

    private static LedgerException store(
            Retry retry, String message, String advice, Throwable cause) {
        return new LedgerException(Scope.STORE, retry, message, advice, cause);
    }

    private static String words(SQLException error) {
        return String.valueOf(error.getMessage());
    }

    private static SQLiteErrorCode primary(SQLException error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLiteException sqlite) {
                // the low byte is the kind, the rest tells where it happened
                return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
