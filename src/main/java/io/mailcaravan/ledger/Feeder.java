package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A source folder, in one of its lives, of which copies are recorded in a destination folder.
 *
 * @param id of the folder
 */
record Feeder(
        long id, long mailboxId, MailboxName mailbox, FolderPath path, UidValidity uidValidity) {

    private static final String ALL =
            "SELECT f.id, m.id, m.route, m.store, m.name, f.path, f.uid_validity FROM feed JOIN"
                    + " folder f ON f.id = feed.folder_id JOIN leg l ON l.id = f.leg_id JOIN mailbox"
                    + " m ON m.id = l.mailbox_id WHERE feed.destination_id = ? AND f.copied > 0"
                    + " ORDER BY f.id";

    static List<Feeder> all(Sql sql, long destinationId) throws SQLException {
        return sql.list(
                ALL,
                row ->
                        new Feeder(
                                row.getLong(1),
                                row.getLong(2),
                                new MailboxName(
                                        row.getString(3), row.getString(4), row.getString(5)),
                                FolderPath.parse(row.getString(6)),
                                new UidValidity(row.getLong(7))),
                destinationId);
    }

    /**
     * Whether its copies may become those of that mailbox's items, with their contents compared:
     *
     * <ul>
     *   <li>It is the same mailbox, and the folder is gone from the source or has another
     *       UIDVALIDITY.
     *   <li>It is the same mailbox in another route, which no pass of this process has opened.
     *   <li>It is a mailbox that no pass of this process has opened and that the other one may be
     *       by another name: a folder of the same path and UIDVALIDITY became known later.
     * </ul>
     *
     * A mailbox that is only thought to have another name loses no message by it: what is taken
     * from it has no state there any more, and is copied again.
     */
    boolean isReleasedFor(LedgerMailbox other, LedgerLeg leg, Sources sources) {
        if (!mailbox.equals(other.name()) && sources.isOpen(mailbox)) {
            return false;
        }
        Optional<LedgerFolder> same = leg.present(path, uidValidity);
        if (mailbox.equals(other.name())) {
            return same.isEmpty() || other.isGone(path);
        }
        return mailbox.isSameSource(other.name())
                ? leg.isKnown(path) || other.isGone(path)
                : same.filter(folder -> folder.id() > id).isPresent();
    }
}
