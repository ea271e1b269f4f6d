package io.mailcaravan.ledger.sql;

import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL's SQLSTATEs in plain words (its manual, appendix A).
 *
 * @param place host, port and database
 * @param username may be empty
 */
record PostgresErrors(String place, String username) {

    private static final String UNDECIDED = "55006";

    LedgerException explain(SQLException error) {
        String state = state(error);
        return switch (state) {
            case "28P01", "28000" ->
                    store(
                            Retry.NEVER,
                            place + " refuses to let " + who() + " in: " + words(error),
                            "Check caravan.datasource.username and caravan.datasource.password,"
                                    + " and pg_hba.conf at the server.",
                            error);
            case "3D000" ->
                    store(
                            Retry.NEVER,
                            "There is no such database for the ledger, "
                                    + place
                                    + ": "
                                    + words(error),
                            "Create it (CREATE DATABASE), or correct caravan.datasource.url.",
                            error);
            case "42501" ->
                    store(
                            Retry.NEVER,
                            place
                                    + " does not let "
                                    + who()
                                    + " do what the ledger needs: "
                                    + words(error),
                            "Give it a database or schema of its own, or GRANT USAGE, CREATE ON"
                                    + " SCHEMA public.",
                            error);
            case "53300" ->
                    store(
                            Retry.LATER,
                            place + " has no connection left for the ledger: " + words(error),
                            "Lower caravan.datasource.max-size, or raise max_connections there.",
                            error);
            case "53100" -> LedgerException.noRoom("the ledger, " + place, error);
            case "25006" ->
                    store(
                            Retry.LATER,
                            place + " only reads (a standby?), the ledger must be written",
                            "Name the primary in caravan.datasource.url; targetServerType=primary"
                                    + " finds it among several hosts.",
                            error);
            case "55P03" ->
                    store(
                            Retry.LATER,
                            "Another session keeps rows of the ledger in " + place + " locked",
                            "Look for it in pg_stat_activity and pg_locks.",
                            error);
            case "57014" ->
                    store(
                            Retry.LATER,
                            place + " took too long for the ledger: " + words(error),
                            "Look at its load, and whether autovacuum keeps up.",
                            error);
            default -> explainKind(state, error);
        };
    }

    private LedgerException explainKind(String state, SQLException error) {
        if (isAway(error)) {
            return store(
                    Retry.LATER,
                    "Cannot reach the ledger, " + place + ": " + words(error),
                    "Start PostgreSQL, or correct caravan.datasource.url, and run again; nothing is"
                            + " lost.",
                    error);
        }
        // a value that does not fit is the fault of one mailbox: 22 data, 23 constraint, 54 limit
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
            return new LedgerException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    "The ledger, " + place + ", cannot hold this: " + words(error),
                    "",
                    error);
        }
        return store(
                Retry.LATER,
                "The ledger, " + place + ", does not work: " + words(error),
                "",
                error);
    }

    /**
     * Whether the server or the way to it is gone, so that waiting may help: 08 connection, 57P
     * shut down or starting up, 53300 connections used up, 25P03 cut off while this process was
     * frozen, 25006 demoted.
     */
    static boolean isAway(SQLException error) {
        String state = state(error);
        if (state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300")
                || state.equals("25P03")
                || state.equals("25006")
                || state.equals(UNDECIDED)) {
            return true;
        }
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof IOException || at instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** 40: deadlock with another node, or overtaken by it. */
    static boolean isConflict(SQLException error) {
        return state(error).startsWith("40");
    }

    /** What the server itself says only after some of the work. */
    static SQLException mayNotCreate() {
        return new SQLException("permission denied to create tables", "42501");
    }

    /** The server has not yet noticed that the connection which committed is gone. */
    static SQLException undecided() {
        return new SQLTransientException("a commit is still being decided", UNDECIDED);
    }

    private static LedgerException store(
            Retry retry, String message, String advice, Throwable cause) {
        return new LedgerException(Scope.STORE, retry, message, advice, cause);
    }

    private String who() {
        return username.isEmpty() ? "this user" : "user '" + username + "'";
    }

    private static String state(SQLException error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** The server's first line; further ones are detail and hint. */
    private static String words(SQLException error) {
        Throwable root = error;
        while (root.getCause() instanceof SQLException cause) {
            root = cause;
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        Throwable cause = root.getCause();
        return cause instanceof IOException && cause.getMessage() != null
                ? message + " (" + cause.getMessage() + ")"
                : message;
    }
}
