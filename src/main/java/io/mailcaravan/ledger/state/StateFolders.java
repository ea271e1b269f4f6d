package io.mailcaravan.ledger.state;

import io.mailcaravan.ledger.sql.LedgerException;
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
}
