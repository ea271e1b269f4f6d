package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Items that a second route copies from the same mailbox into the same folder. Where that route
 * runs in this process as well each would bring its own copy, so the one that comes later is
 * stopped. Routes that share a folder's items out by filters never meet here.
 */
final class SameItems {

    private static final String OTHERS =
            "SELECT f.id, m.route, m.store, m.name FROM leg l JOIN mailbox m ON m.id ="
                    + " l.mailbox_id JOIN folder f ON f.leg_id = l.id WHERE l.store = ? AND"
                    + " l.mailbox = ? AND m.store = ? AND m.name = ? AND m.route <> ? AND f.path = ?"
                    + " AND f.uid_validity = ?";

    private static final String COPIED =
            "SELECT COUNT(*) FROM item i JOIN destination d ON d.id = i.destination_id WHERE"
                    + " i.folder_id = ? AND i.uid = ? AND d.path = ?";

    private static final String PENDING =
            "SELECT b.items FROM batch b JOIN destination d ON d.id = b.destination_id WHERE"
                    + " b.folder_id = ? AND d.path = ?";

    private record Other(long folder, MailboxName mailbox) {}

    private SameItems() {}

    /**
     * @param items of one source folder
     */
    static void refuse(
            Sql sql, Sources sources, DestinationFolder destination, List<BatchItem> items)
            throws SQLException, LedgerException {
        ItemKey sample = items.get(0).key();
        if (!sources.isOpenElsewhere(MailboxName.of(sample))) {
            return; // nearly always, and told without a question to the database
        }
        List<Other> others =
                sql.list(
                        OTHERS,
                        row ->
                                new Other(
                                        row.getLong(1),
                                        new MailboxName(
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4))),
                        destination.store(),
                        destination.mailbox(),
                        sample.store(),
                        sample.mailbox(),
                        sample.route(),
                        sample.folder().toString(),
                        sample.uidValidity().value());
        String path = destination.folder().toString();
        for (Other other : others) {
            if (!sources.isOpen(other.mailbox())) {
                continue;
            }
            Set<Uid> pending = new HashSet<>();
            sql.list(PENDING, row -> row.getString(1), other.folder(), path).stream()
                    .flatMap(text -> BatchText.read(text).stream())
                    .map(ItemHead::uid)
                    .forEach(pending::add);
            for (BatchItem item : items) {
                long uid = item.key().uid().value();
                if (pending.contains(item.key().uid())
                        || sql.number(COPIED, other.folder(), uid, path) > 0) {
                    throw Refusals.alsoCopied(item.key(), other.mailbox(), destination);
                }
            }
        }
    }
}
