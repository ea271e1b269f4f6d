package io.mailcaravan.report;

import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.report.MailboxState.End;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the mailboxes of a page. Sorted by name they lie so in an index; for all else each mailbox
 * of the route is looked at, by as little as the question needs, in a few statements.
 */
final class MailboxRanking {

    private static final String BY_NAME =
            "SELECT id, store, name FROM mailbox WHERE route = ? AND (store, name) > (?, ?)"
                    + " ORDER BY store, name LIMIT ?";

    private static final String ALL = "SELECT id, store, name FROM mailbox WHERE route = ?";

    private static final String LEGS = "SELECT id, mailbox_id FROM leg WHERE in_use = 1";

    private static final String FAILED =
            "SELECT f.leg_id, SUM(f.failed) FROM folder f WHERE f.failed > 0 AND "
                    + TotalsReader.PRESENT_OF_MANY
                    + " GROUP BY f.leg_id";

    /** In the order in which folders lie, since nearly all are asked for. */
    private static final String BYTES =
            "SELECT +f.leg_id, SUM(f.copied_bytes) FROM folder f WHERE "
                    + TotalsReader.PRESENT_OF_MANY
                    + " GROUP BY 1";

    private final Sql sql;
    private final MailboxQuery query;
    private final Mailboxes mailboxes;

    private record Sum(long of, long value) {}

    private MailboxRanking(Sql sql, MailboxQuery query) {
        this.sql = sql;
        this.query = query;
        this.mailboxes = Mailboxes.ofRoute(query.route());
    }

    /**
     * In their order, one more than the page has where there are more.
     *
     * @param left mailboxes with something left that is told as a problem
     */
    static List<RankedMailbox> read(Sql sql, MailboxQuery query, Set<MailboxName> left)
            throws SQLException {
        MailboxRanking ranking = new MailboxRanking(sql, query);
        return query.order() == MailboxOrder.NAME && query.isOfAllStates()
                ? ranking.byName()
                : ranking.sorted(left);
    }

    private List<RankedMailbox> byName() throws SQLException {
        MailboxQuery.After after = query.after().orElse(new MailboxQuery.After(0, "", ""));
        return sql.list(
                BY_NAME,
                row -> new RankedMailbox(row.getLong(1), 0, row.getString(2), row.getString(3)),
                query.route(),
                after.store(),
                after.mailbox(),
                query.size() + 1);
    }

    private List<RankedMailbox> sorted(Set<MailboxName> left) throws SQLException {
        boolean anyState = query.isOfAllStates();
        Map<Long, Long> legs = sums(LEGS);
        Map<Long, Long> failed =
                anyState && query.order() != MailboxOrder.FAILED
                        ? Map.of()
                        : byMailbox(sums(FAILED), legs);
        Map<Long, End> passes =
                anyState && query.order() != MailboxOrder.LAST_PASS
                        ? Map.of()
                        : PassReader.ends(sql, mailboxes);
        Function<RankedMailbox, MailboxState> state =
                anyState ? null : states(legs, failed, passes, left);
        Map<Long, Long> values =
                switch (query.order()) {
                    case NAME -> Map.of();
                    case FAILED -> failed;
                    case BYTES -> byMailbox(sums(BYTES), legs);
                    case LAST_PASS -> started(passes);
                };
        return sql
                .list(
                        ALL,
                        row ->
                                new RankedMailbox(
                                        row.getLong(1),
                                        values.getOrDefault(row.getLong(1), 0L),
                                        row.getString(2),
                                        row.getString(3)),
                        query.route())
                .stream()
                .filter(one -> query.after().isEmpty() || one.isAfter(query.after().get()))
                .filter(one -> anyState || query.states().contains(state.apply(one)))
                .sorted(RankedMailbox.ORDER)
                .limit(query.size() + 1L)
                .toList();
    }

    private Function<RankedMailbox, MailboxState> states(
            Map<Long, Long> legs,
            Map<Long, Long> failed,
            Map<Long, End> passes,
            Set<MailboxName> left)
            throws SQLException {
        Map<Long, End> walks = PassReader.endsOfWalks(sql, mailboxes, passes);
        Set<Long> problems = FolderProblem.all(sql, mailboxes).keySet();
        Map<Long, Long> pending = new HashMap<>();
        LegTotals.pending(sql, mailboxes)
                .forEach(
                        (of, items) ->
                                pending.merge(legs.get(of.leg()), (long) items.size(), Long::sum));
        return one ->
                MailboxState.of(
                        passes.getOrDefault(one.id(), End.NONE),
                        walks.getOrDefault(one.id(), End.NONE),
                        pending.containsKey(one.id()),
                        problems.contains(one.id())
                                || left.contains(
                                        new MailboxName(query.route(), one.store(), one.mailbox())),
                        failed.containsKey(one.id()));
    }

    private Map<Long, Long> sums(String statement) throws SQLException {
        Map<Long, Long> sums = new HashMap<>();
        sql.list(statement, row -> new Sum(row.getLong(1), row.getLong(2)))
                .forEach(sum -> sums.put(sum.of(), sum.value()));
        return sums;
    }

    private static Map<Long, Long> byMailbox(Map<Long, Long> byLeg, Map<Long, Long> legs) {
        Map<Long, Long> sums = new HashMap<>();
        byLeg.forEach(
                (leg, value) -> {
                    Long mailbox = legs.get(leg);
                    if (mailbox != null) {
                        sums.merge(mailbox, value, Long::sum);
                    }
                });
        return sums;
    }

    private static Map<Long, Long> started(Map<Long, End> passes) {
        Map<Long, Long> started = new HashMap<>();
        passes.forEach((mailbox, end) -> started.put(mailbox, end.started().getEpochSecond()));
        return started;
    }
}
