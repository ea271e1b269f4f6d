package io.mailcaravan.ledger.numbering;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Numbering.NumberedFolder;
import io.mailcaravan.mailbox.Numbering.Position;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder as its table has it, and what is numbered in it. */
record NumberedRow(long id, long uidValidity, long uidNext) {

    private static final String FIND =
            "SELECT id, uid_validity, uid_next FROM numbered_folder WHERE store = ? AND mailbox = ?"
                    + " AND folder = ?";

    /** Ids asked for in one statement. */
    private static final int AT_ONCE = 100;

    private static final String KNOWN =
            "SELECT item_id, uid FROM numbered_item WHERE folder_id = ? AND item_id IN (?"
                    + ", ?".repeat(AT_ONCE - 1)
                    + ")";

    /**
     * @param lock what follows a SELECT whose row must not change before the commit; may be empty
     */
    static Optional<NumberedRow> find(Sql sql, NumberedFolder folder, String lock)
            throws SQLException {
        return sql.first(
                FIND + lock,
                row -> new NumberedRow(row.getLong(1), row.getLong(2), row.getLong(3)),
                folder.store(),
                folder.mailbox(),
                folder.folder());
    }

    Position stand() {
        return new Position(new UidValidity(uidValidity), new Uid(uidNext));
    }

    /** The UIDs of those of the ids that have one. */
    Map<String, Uid> known(Sql sql, List<String> ids) throws SQLException {
        Map<String, Uid> known = new HashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            Object[] values = new Object[AT_ONCE + 1];
            Arrays.fill(values, some.get(0)); // one statement for any number of them
            values[0] = id;
            for (int i = 0; i < some.size(); i++) {
                values[i + 1] = some.get(i);
            }
            sql.list(KNOWN, row -> known.put(row.getString(1), new Uid(row.getLong(2))), values);
        }
        return known;
    }

    Map<Uid, String> ids(Sql sql, UidRange range) throws SQLException {
        record Number(Uid uid, String of) {}
        List<Number> numbers =
                sql.list(
                        "SELECT uid, item_id FROM numbered_item WHERE folder_id = ? AND uid BETWEEN ?"
                                + " AND ?",
                        row -> new Number(new Uid(row.getLong(1)), row.getString(2)),
                        id,
                        range.first().value(),
                        range.last().value());
        Map<Uid, String> ids = new TreeMap<>();
        numbers.forEach(number -> ids.put(number.uid(), number.of()));
        return ids;
    }
}
