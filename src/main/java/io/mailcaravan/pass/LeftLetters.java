package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerException;
import io.mailcaravan.ledger.LedgerReport;
import io.mailcaravan.ledger.ReportItem;
import io.mailcaravan.mailbox.FolderPath;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Dead letters of folders that the source has numbered anew since. Whether their items have come
 * under other UIDs nobody knows, so that they are not sent again; the file may be all that is left
 * of them, so that they are told for as long as it is there.
 */
final class LeftLetters {

    private static final int NAMED = 3;

    private LeftLetters() {}

    /** What is to be said of each folder. */
    static Map<FolderPath, String> of(
            LedgerReport ledger, DeadLetters letters, String route, String store, String mailbox)
            throws LedgerException {
        Map<FolderPath, Set<String>> left = new LinkedHashMap<>();
        for (ReportItem item : ledger.left(route, store, mailbox)) {
            if (letters.has(item.deadLetter())) {
                left.computeIfAbsent(item.key().folder(), none -> new LinkedHashSet<>())
                        .add(item.deadLetter());
            }
        }
        Map<FolderPath, String> said = new LinkedHashMap<>();
        left.forEach((folder, names) -> said.put(folder, text(folder, names)));
        return said;
    }

    private static String text(FolderPath folder, Set<String> names) {
        int more = names.size() - NAMED;
        return "folder '"
                + folder
                + "': messages had failed before the source numbered it anew (another UIDVALIDITY),"
                + " and their dead letters are kept: "
                + String.join(", ", names.stream().limit(NAMED).toList())
                + (more > 0 ? " and " + more + " more" : "")
                + ". See whether the destination has them, bring those that it lacks, and delete"
                + " the files.";
    }
}
