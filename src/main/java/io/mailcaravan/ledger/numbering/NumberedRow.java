package io.mailcaravan.ledger.numbering;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Numbering.NumberedFolder;
import io.mailcaravan.mailbox.Numbering.Stand;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
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

    Stand stand() {
        return new Stand(new UidValidity(uidValidity), new Uid(uidNext));
    }

    /** The UIDs of those of the ids that have one. */
    Map<String, Uid> known(Sql sql, List<String> ids) throws SQLException {
        Map<String, Uid> known = new HashMap<>();
        for (String one : ids) {
            sql.first(
                            "SELECT uid FROM numbered_item WHERE folder_id = ? AND item_id = ?",
                            row -> new Uid(row.getLong(1)),
                            id,
                            one)
                    .ifPresent(uid -> known.put(one, uid));
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
