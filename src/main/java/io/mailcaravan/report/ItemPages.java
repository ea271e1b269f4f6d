package io.mailcaravan.report;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Uid;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a mailbox's items page by page, from those folders only whose counts tell of some. */
final class ItemPages {

    /** Items looked at for one page: where a reason is rare, the page ends before it is full. */
    private static final int LOOKED_AT = 10_000;

    private final Sql sql;
    private final ItemQuery query;
    private final List<ReportItem> found = new ArrayList<>();
    private int looked;
    private boolean reached;
    private Optional<ItemQuery.After> last = Optional.empty();

    private ItemPages(Sql sql, ItemQuery query) {
        this.sql = sql;
        this.query = query;
    }

    static Page<ReportItem, ItemQuery> read(Sql sql, ItemQuery query) throws SQLException {
        return new ItemPages(sql, query).read();
    }

    private Page<ReportItem, ItemQuery> read() throws SQLException {
        for (ReportFolder folder : ReportFolder.all(sql, Mailboxes.of(query.mailbox()))) {
            if (!isBefore(folder) && folder.mayHave(query.states()) && read(folder)) {
                return new Page<>(List.copyOf(found), last.map(query::after));
            }
        }
        return new Page<>(List.copyOf(found), Optional.empty());
    }

    /** A folder that is gone by now is passed over where it was. */
    private boolean isBefore(ReportFolder folder) {
        if (query.after().isEmpty() || reached) {
            return false;
        }
        ItemQuery.After after = query.after().get();
        reached =
                folder.id() == after.folderId()
                        || folder.path().toString().compareTo(after.folder().toString()) > 0;
        return !reached;
    }

    /**
     * @return whether the page is at its end
     */
    private boolean read(ReportFolder folder) throws SQLException {
        long after =
                query.after()
                        .filter(place -> place.folderId() == folder.id())
                        .map(place -> place.uid().value())
                        .orElse(0L);
        int limit = query.reason().isEmpty() ? query.size() - found.size() + 1 : LOOKED_AT;
        List<ReportItem> items = folder.page(sql, query.states(), after, limit);
        for (ReportItem item : items) {
            if (found.size() == query.size() || looked == LOOKED_AT) {
                return true;
            }
            looked++;
            Uid uid = item.entry().uid();
            last = Optional.of(new ItemQuery.After(folder.id(), folder.path(), uid));
            if (query.wants(item.entry())) {
                found.add(item);
            }
        }
        return items.size() == limit;
    }
}
