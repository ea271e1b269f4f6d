package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import java.sql.SQLException;

/** By how much a write changes a folder's counts, which save counting millions of rows. */
final class Counts {

    private final long[] items = new long[ItemState.values().length];
    private long copiedBytes;
    private long deleted;

    void add(ItemState state, long size) {
        items[state.code()]++;
        copiedBytes += state == ItemState.COPIED ? size : 0;
    }

    void remove(ItemState state, long size) {
        items[state.code()]--;
        copiedBytes -= state == ItemState.COPIED ? size : 0;
    }

    void delete(ItemState state, long size) {
        remove(state, size);
        deleted++;
    }

    void save(Sql sql, long folderId) throws SQLException {
        sql.update(
                "UPDATE folder SET copied = copied + ?, skipped = skipped + ?, failed = failed + ?,"
                        + " deleted = deleted + ?, copied_bytes = copied_bytes + ? WHERE id = ?",
                items[ItemState.COPIED.code()],
                items[ItemState.SKIPPED.code()],
                items[ItemState.FAILED.code()],
                deleted,
                copiedBytes,
                folderId);
    }
}
