package io.mailcaravan.report;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ItemKind;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads mailboxes with all that is told of each, in statements whose number does not grow with that
 * of the mailboxes.
 */
final class MailboxReader {

    private static final String MAILBOXES =
            "SELECT id, route, store, name, destination FROM mailbox WHERE id %s ORDER BY store,"
                    + " name";

    private static final String LEGS =
            "SELECT mailbox_id, id, store, mailbox FROM leg WHERE in_use = 1 AND mailbox_id %s"
                    + " ORDER BY id";

    private record Row(long id, MailboxName name, String destination) {}

    private record LegOf(long mailbox, long id, Leg leg) {}

    private MailboxReader() {}

    /** By store and name. */
    static List<MailboxSummary> read(Sql sql, Mailboxes mailboxes) throws SQLException {
        List<Row> rows =
                sql.list(
                        MAILBOXES.formatted(mailboxes.which()),
                        row ->
                                new Row(
                                        row.getLong(1),
                                        new MailboxName(
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4)),
                                        row.getString(5)),
                        mailboxes.values());
        Map<Long, Map<Leg, Map<ItemKind, Totals>>> legs = legs(sql, mailboxes);
        Map<Long, List<FolderProblem>> problems = FolderProblem.all(sql, mailboxes);
        Map<Long, PassRecord> passes = PassReader.last(sql, mailboxes);
        Map<Long, PassRecord> walks = PassReader.lastWalks(sql, mailboxes);
        return rows.stream()
                .map(
                        row ->
                                new MailboxSummary(
                                        row.id(),
                                        row.name(),
                                        row.destination(),
                                        new MailboxTotals(legs.getOrDefault(row.id(), Map.of())),
                                        problems.getOrDefault(row.id(), List.of()),
                                        Optional.ofNullable(passes.get(row.id())),
                                        Optional.ofNullable(walks.get(row.id()))))
                .toList();
    }

    private static Map<Long, Map<Leg, Map<ItemKind, Totals>>> legs(Sql sql, Mailboxes mailboxes)
            throws SQLException {
        Map<Long, Map<ItemKind, Totals>> totals = LegTotals.read(sql, mailboxes);
        Map<Long, Map<Leg, Map<ItemKind, Totals>>> legs = new HashMap<>();
        for (LegOf one :
                sql.list(
                        LEGS.formatted(mailboxes.which()),
                        row ->
                                new LegOf(
                                        row.getLong(1),
                                        row.getLong(2),
                                        new Leg(row.getString(3), row.getString(4))),
                        mailboxes.values())) {
            legs.computeIfAbsent(one.mailbox(), none -> new LinkedHashMap<>())
                    .put(one.leg(), totals.getOrDefault(one.id(), Map.of()));
        }
        return legs;
    }
}
