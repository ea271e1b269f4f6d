package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forgets what is known of a mailbox's items, or of those of one folder, so that the next pass
 * looks at the destination first. Touches neither end.
 */
public final class LedgerReset {

    private static final String FOLDERS =
            "SELECT f.id, m.id, f.path, m.store, l.store, l.mailbox FROM mailbox m JOIN leg l ON"
                    + " l.mailbox_id = m.id JOIN folder f ON f.leg_id = l.id WHERE m.route = ? AND"
                    + " m.name = ? ORDER BY f.path, f.id";

    private static final List<String> OF_FOLDER =
            List.of(
                    "DELETE FROM item WHERE folder_id = ?",
                    "DELETE FROM item_version WHERE folder_id = ?",
                    "DELETE FROM batch WHERE folder_id = ?",
                    "DELETE FROM feed WHERE folder_id = ?");

    /** Until a pass has gone through it, nobody can say that the folder is complete. */
    private static final String ANEW =
            "UPDATE folder SET copied = 0, skipped = 0, failed = 0, deleted = 0, copied_bytes = 0,"
                    + " uid_next = NULL, messages = NULL, cursor = NULL, rules = NULL,"
                    + " look_first = 1, missing = 0, problem = ? WHERE id = ?";

    private final Storage storage;

    LedgerReset(Storage storage) {
        this.storage = storage;
    }

    /**
     * A source folder on one leg, in one of its lives.
     *
     * @param store of the source
     * @param totals what is known of its items
     */
    public record Forgotten(
            long id, long mailboxId, String store, FolderPath folder, Leg leg, Totals totals) {}

    /**
     * What would be forgotten.
     *
     * @param folder empty for all
     */
    public List<Forgotten> look(String route, String mailbox, Optional<FolderPath> folder)
            throws LedgerException {
        return storage.reads().read(sql -> find(sql, route, mailbox, folder));
    }

    /** Forgets it, and ends the right of a pass that still runs elsewhere to write about it. */
    public List<Forgotten> run(String route, String mailbox, Optional<FolderPath> folder)
            throws LedgerException {
        return storage.writes()
                .run(
                        Change.of(
                                sql -> {
                                    List<Forgotten> all = find(sql, route, mailbox, folder);
                                    for (Forgotten one : all) {
                                        forget(sql, one);
                                    }
                                    return all;
                                }));
    }

    private static List<Forgotten> find(
            Sql sql, String route, String mailbox, Optional<FolderPath> folder)
            throws SQLException {
        List<Forgotten> all = new ArrayList<>();
        for (Forgotten one :
                sql.list(
                        FOLDERS,
                        row ->
                                new Forgotten(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getString(4),
                                        FolderPath.parse(row.getString(3)),
                                        new Leg(row.getString(5), row.getString(6)),
                                        Totals.NONE),
                        route,
                        mailbox)) {
            if (folder.isEmpty() || folder.get().equals(one.folder())) {
                all.add(
                        new Forgotten(
                                one.id(),
                                one.mailboxId(),
                                one.store(),
                                one.folder(),
                                one.leg(),
                                TotalsReader.ofFolder(sql, one.id())));
            }
        }
        return all;
    }

    private static void forget(Sql sql, Forgotten one) throws SQLException {
        sql.update("UPDATE mailbox SET epoch = epoch + 1 WHERE id = ?", one.mailboxId());
        for (String statement : OF_FOLDER) {
            sql.update(statement, one.id());
        }
        FailureTable.removeAll(sql, one.id());
        sql.update(
                ANEW,
                "folder '" + one.folder() + "' was reset, and no pass has looked at it since",
                one.id());
    }
}
