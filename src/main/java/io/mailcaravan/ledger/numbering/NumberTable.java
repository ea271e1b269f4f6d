package io.mailcaravan.ledger.numbering;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.GroupCommit;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers in the ledger's database, where all nodes find them. */
public final class NumberTable implements Numbering {

    private final GroupCommit writes;
    private final Readers reads;
    private final InstantSource clock;

    public NumberTable(GroupCommit writes, Readers reads, InstantSource clock) {
        this.writes = writes;
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public Position stand(NumberedFolder folder) throws LedgerException {
        Optional<NumberedRow> known = reads.read(sql -> NumberedRow.find(sql, folder, ""));
        return known.isPresent()
                ? known.get().stand()
                : writes.run(Change.of(sql -> lock(sql, folder).stand()));
    }

    @Override
    public Map<String, Uid> number(NumberedFolder folder, List<String> ids) throws LedgerException {
        Map<String, Uid> known = reads.read(sql -> known(sql, folder, ids));
        return known.size() == ids.size()
                ? known
                : writes.run(Change.of(sql -> numberNew(sql, folder, ids)));
    }

    private static Map<String, Uid> known(Sql sql, NumberedFolder folder, List<String> ids)
            throws SQLException {
        Optional<NumberedRow> row = NumberedRow.find(sql, folder, "");
        return row.isPresent() ? row.get().known(sql, ids) : Map.of();
    }

    private Map<String, Uid> numberNew(Sql sql, NumberedFolder folder, List<String> ids)
            throws SQLException {
        NumberedRow row = lock(sql, folder);
        Map<String, Uid> numbers = row.known(sql, ids); // another node may have been at it
        Uid next = new Uid(row.uidNext());
        PreparedStatement insert =
                sql.prepare("INSERT INTO numbered_item (folder_id, uid, item_id) VALUES (?, ?, ?)");
        for (String id : ids) {
            if (numbers.putIfAbsent(id, next) == null) {
                insert.setLong(1, row.id());
                insert.setLong(2, next.value());
                insert.setString(3, id);
                insert.addBatch();
                next = next.next();
            }
        }
        insert.executeBatch();
        sql.update("UPDATE numbered_folder SET uid_next = ? WHERE id = ?", next.value(), row.id());
        return numbers;
    }

    @Override
    public Map<Uid, String> ids(NumberedFolder folder, UidRange range) throws LedgerException {
        return reads.read(
                sql -> {
                    Optional<NumberedRow> row = NumberedRow.find(sql, folder, "");
                    return row.isPresent() ? row.get().ids(sql, range) : Map.of();
                });
    }

    @Override
    public void forget(NumberedFolder folder, Collection<Uid> uids) throws LedgerException {
        List<Uid> gone = new ArrayList<>(uids);
        writes.run(
                Change.of(
                        sql -> {
                            NumberedRow row = lock(sql, folder);
                            PreparedStatement delete =
                                    sql.prepare(
                                            "DELETE FROM numbered_item WHERE folder_id = ? AND uid = ?");
                            for (Uid uid : gone) {
                                delete.setLong(1, row.id());
                                delete.setLong(2, uid.value());
                                delete.addBatch();
                            }
                            delete.executeBatch();
                            return null;
                        }));
    }

    @Override
    public Position beginAnew(NumberedFolder folder) throws LedgerException {
        return writes.run(
                Change.of(
                        sql -> {
                            NumberedRow row = lock(sql, folder);
                            sql.update("DELETE FROM numbered_item WHERE folder_id = ?", row.id());
                            sql.update(
                                    "UPDATE numbered_folder SET uid_validity = ?, uid_next = 1"
                                            + " WHERE id = ?",
                                    Math.max(row.uidValidity() + 1, now()),
                                    row.id());
                            return lock(sql, folder).stand();
                        }));
    }

    /** Other nodes wait for the commit, so that none gives a number twice. */
    private NumberedRow lock(Sql sql, NumberedFolder folder) throws SQLException {
        sql.update(
                "INSERT INTO numbered_folder (store, mailbox, folder, uid_validity, uid_next) VALUES"
                        + " (?, ?, ?, ?, 1) ON CONFLICT (store, mailbox, folder) DO NOTHING",
                folder.store(),
                folder.mailbox(),
                folder.folder(),
                now());
        return NumberedRow.find(sql, folder, sql.rowLock()).orElseThrow();
    }

    /** As servers do it, so that one that was forgotten altogether does not come again. */
    private long now() {
        return clock.instant().getEpochSecond();
    }
}
