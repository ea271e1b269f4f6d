package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ConfigurationException;
import java.sql.SQLException;
import java.util.List;

/** Follows a route, a store or a mailbox that the configuration calls otherwise from now on. */
public final class LedgerRename {

    /** Tables with stores that have been worked with; the budget's rows follow where they can. */
    private static final List<String> WITH_STORES = List.of("mailbox", "leg", "destination");

    private final Storage storage;

    LedgerRename(Storage storage) {
        this.storage = storage;
    }

    /**
     * @return how many mailboxes it has
     * @throws ConfigurationException when the old name is not known, or the new one is
     */
    public long route(String before, String now) throws LedgerException {
        return run(
                "route",
                before,
                now,
                (sql, name) -> sql.number("SELECT COUNT(*) FROM mailbox WHERE route = ?", name),
                sql ->
                        sql.update(
                                "UPDATE mailbox SET route = ?, epoch = epoch + 1"
                                        + " WHERE route = ?",
                                now,
                                before));
    }

    /**
     * A store, as a source and as a destination.
     *
     * @return how many rows name it
     * @throws ConfigurationException as {@link #route}
     */
    public long store(String before, String now) throws LedgerException {
        return run(
                "store",
                before,
                now,
                LedgerRename::rowsOfStore,
                sql -> {
                    sql.update(
                            "UPDATE mailbox SET epoch = epoch + 1 WHERE store = ?"
                                    + " OR id IN (SELECT mailbox_id FROM leg WHERE"
                                    + " store = ?)",
                            before,
                            before);
                    for (String table : WITH_STORES) {
                        sql.update(
                                "UPDATE " + table + " SET store = ? WHERE store = ?", now, before);
                    }
                    sql.update("DELETE FROM budget WHERE store = ?", now);
                    sql.update("UPDATE budget SET store = ? WHERE store = ?", now, before);
                    // what the new name has numbered so far has no state in the ledger
                    sql.update(
                            "DELETE FROM numbered_item WHERE folder_id IN (SELECT id FROM"
                                    + " numbered_folder WHERE store = ?)",
                            now);
                    sql.update("DELETE FROM numbered_folder WHERE store = ?", now);
                    sql.update("UPDATE numbered_folder SET store = ? WHERE store = ?", now, before);
                    return 0;
                });
    }

    /**
     * A source mailbox of a route.
     *
     * @return 1 for each source store that has it
     * @throws ConfigurationException as {@link #route}
     */
    public long mailbox(String route, String before, String now) throws LedgerException {
        return run(
                "route '" + route + "', mailbox",
                before,
                now,
                (sql, name) ->
                        sql.number(
                                "SELECT COUNT(*) FROM mailbox WHERE route = ? AND" + " name = ?",
                                route,
                                name),
                sql -> {
                    // whatever other routes call it: in its store it has one name
                    sql.update(
                            "UPDATE numbered_folder SET mailbox = ? WHERE mailbox = ? AND store IN"
                                    + " (SELECT store FROM mailbox WHERE route = ? AND name = ?) AND"
                                    + " NOT EXISTS (SELECT 1 FROM numbered_folder f WHERE f.store ="
                                    + " numbered_folder.store AND f.mailbox = ? AND f.folder ="
                                    + " numbered_folder.folder)",
                            now,
                            before,
                            route,
                            before,
                            now);
                    return sql.update(
                            "UPDATE mailbox SET name = ?, epoch = epoch + 1"
                                    + " WHERE route = ? AND name = ?",
                            now,
                            route,
                            before);
                });
    }

    private static long rowsOfStore(Sql sql, String store) throws SQLException {
        long rows = 0;
        for (String table : WITH_STORES) {
            rows += sql.number("SELECT COUNT(*) FROM " + table + " WHERE store = ?", store);
        }
        return rows;
    }

    /** Asks how many rows have a name. */
    @FunctionalInterface
    private interface Rows {
        long of(Sql sql, String name) throws SQLException;
    }

    private long run(
            String what, String before, String now, Rows rows, Change.Writing<Integer> renaming)
            throws LedgerException {
        long named = storage.reads().read(sql -> rows.of(sql, before));
        if (named == 0) {
            throw new ConfigurationException(
                    what + " '" + before + "'",
                    "nothing of it is in the ledger",
                    "`caravan report` shows what is.");
        }
        if (storage.reads().read(sql -> rows.of(sql, now)) > 0) {
            throw new ConfigurationException(
                    what + " '" + now + "'",
                    "the ledger knows something of that name already, and does not mix the two",
                    "Passes go on under the new name as it is: what the old one has brought is"
                            + " recognised.");
        }
        storage.writes().run(Change.of(renaming));
        return named;
    }
}
