package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.Uid;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes copies away from the items that they are recorded for, in the transaction that records them
 * for others. Those items have no state any more, so that no deletion of theirs reaches the copies,
 * and their folders are read from the beginning. A pass that goes over their mailbox all the same,
 * on another node, may write no more: what it knows is out of date.
 */
final class Takeover implements Change<Void> {

    private final List<Released.Recorded> taken;
    private final Released released;
    private final Sources sources;
    private final Set<MailboxName> takers = new HashSet<>();

    Takeover(Released released, List<Copied> copied, Sources sources) {
        this.taken = released.of(copied);
        this.released = released;
        this.sources = sources;
        copied.forEach(item -> takers.add(MailboxName.of(item.key())));
    }

    @Override
    public void check(Sql sql) throws SQLException, LedgerException {
        for (Released.Recorded one : taken) {
            MailboxName owner = one.feeder().mailbox();
            boolean still =
                    sql.number(
                                    "SELECT COUNT(*) FROM item WHERE folder_id = ? AND uid = ? AND"
                                            + " destination_id = ? AND destination_uid = ?",
                                    one.feeder().id(),
                                    one.uid(),
                                    released.destinationId(),
                                    one.copy().value())
                            > 0;
            if (!still || (!takers.contains(owner) && sources.isOpen(owner))) {
                throw Refusals.copyTaken(owner);
            }
        }
    }

    @Override
    public Void write(Sql sql) throws SQLException {
        Map<Feeder, Set<Uid>> items = new LinkedHashMap<>();
        for (Released.Recorded one : taken) {
            items.computeIfAbsent(one.feeder(), none -> new HashSet<>()).add(new Uid(one.uid()));
        }
        for (Map.Entry<Feeder, Set<Uid>> of : items.entrySet()) {
            Feeder feeder = of.getKey();
            ItemTable.remove(sql, feeder.id(), of.getValue(), false);
            sql.update(LedgerFolder.LOOK_FIRST, feeder.id());
            if (!takers.contains(feeder.mailbox())) {
                sql.update("UPDATE mailbox SET epoch = epoch + 1 WHERE id = ?", feeder.mailboxId());
            }
        }
        return null;
    }
}
