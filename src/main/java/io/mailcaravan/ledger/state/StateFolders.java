package io.mailcaravan.ledger.state;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.ledger.sql.SqliteDatabase;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a state folder for those who are going to work in it. */
public final class StateFolders {

    private StateFolders() {}

    /**
     * Says who has the folder before anything else is started that the same process may have, too,
     * such as its port. Makes no folder.
     *
     * @throws LedgerException when another process has it
     */
    public static void requireFree(Path folder) throws LedgerException {
        if (Files.isDirectory(folder)) {
            StateFolder.take(folder).close();
        }
    }

    /**
     * Whether a pass has written a ledger there.
     *
     * @throws ConfigurationException when it was moved elsewhere
     */
    public static boolean hasLedger(Path folder, LedgerDatabase database) throws LedgerException {
        if (database.embedded() && !SqliteDatabase.isIn(folder)) {
            return false;
        }
        MovedLedger.check(folder, database);
        database.check(false);
        return Schema.isIn(database);
    }

    /**
     * Gives the database back if there is a ledger of this program's version in it; closes it if
     * not.
     *
     * @throws ConfigurationException when there is none, or one of another version
     */
    public static LedgerDatabase requireLedger(Path folder, LedgerDatabase database)
            throws LedgerException {
        boolean checked = false;
        try {
            check(folder, database);
            checked = true;
            return database;
        } finally {
            if (!checked) {
                database.close();
            }
        }
    }

    private static void check(Path folder, LedgerDatabase database) throws LedgerException {
        MovedLedger.check(folder, database);
        if (database.embedded() && !SqliteDatabase.isIn(folder)) {
            throw new ConfigurationException(
                    "state folder " + folder,
                    "no ledger in it",
                    "Run a pass first, or name the folder it used with --state.");
        }
        database.check(false);
        Schema.CURRENT.require(database);
    }
}
