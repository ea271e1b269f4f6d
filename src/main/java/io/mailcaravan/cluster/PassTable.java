package io.mailcaravan.cluster;

import io.mailcaravan.cluster.ClusterDatabase.Transaction;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.EndedMailbox;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.progress.MailboxView;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which mailboxes a pass has, and what became of each; every node reads and writes it. */
final class PassTable {

    private static final int WAITING = 0;
    static final int RUNNING = 1;
    private static final int DONE = 2;

    private static final String OPEN =
            "SELECT id FROM cluster_pass WHERE route = ? AND finished IS NULL";

    /** A former owner that has not been seen for its lease does not append any more. */
    private static final String CLAIM =
            "UPDATE cluster_mailbox m SET state = 1, node = ?, runs = m.runs + 1, losses = m.losses + m.state"
                    + " FROM cluster_pass p"
                    + " WHERE p.id = m.pass_id AND p.route = ? AND p.finished IS NULL AND m.source = ?"
                    + " AND (m.state = 0 OR (m.state = 1 AND (m.node = ? OR NOT EXISTS (SELECT 1 FROM"
                    + " cluster_node n WHERE n.id = m.node AND n.seen > now() - ? * INTERVAL '1"
                    + " millisecond')))) RETURNING m.pass_id, m.runs, m.losses";

    /** Mailboxes that no trigger stands for, neither waiting nor fired. */
    private static final String FORGOTTEN =
            "SELECT m.source, m.pass_id, m.runs FROM cluster_mailbox m JOIN cluster_pass p ON p.id ="
                    + " m.pass_id WHERE p.route = ? AND p.finished IS NULL AND m.state <> 2 AND NOT"
                    + " EXISTS (SELECT 1 FROM qrtz_triggers t WHERE t.sched_name = ? AND t.job_group ="
                    + " ? AND t.job_name = m.source AND t.trigger_state NOT IN ('ERROR', 'COMPLETE'))"
                    + " AND NOT EXISTS (SELECT 1 FROM qrtz_fired_triggers f WHERE f.sched_name = ? AND"
                    + " f.job_group = ? AND f.job_name = m.source) ORDER BY m.position LIMIT ?";

    /**
     * By name, as all columns everywhere: PostgreSQL refuses a prepared {@code SELECT *} once a
     * node of the next version has added a column (cached plan must not change result type).
     */
    private static final String ENDED =
            "SELECT position, source, destination, "
                    + FigureColumns.NAMES
                    + ", elapsed_nanos, delayed_nanos, problems, remarks, ended, stopped, scope,"
                    + " retry, advice FROM cluster_mailbox WHERE pass_id = ? AND state = 2 AND ended >= ? ORDER BY"
                    + " ended";

    private static final String DONE_NOW =
            "UPDATE cluster_mailbox SET state = ?, ended = now(), elapsed_nanos = ?, delayed_nanos ="
                    + " ?, problems = ?, remarks = ?, stopped = ?, scope = ?, retry = ?, advice = ?, "
                    + FigureColumns.VALUES
                    + " WHERE pass_id = ? AND source = ? AND node = ? AND runs = ? AND state = ?";

    private static final String SUMS =
            "SELECT count(stopped), count(*) FILTER (WHERE failed > 0 OR problems <> '' OR stopped IS"
                    + " NOT NULL) FROM cluster_mailbox WHERE pass_id = ?";

    private static final String FIGURES =
            "SELECT " + FigureColumns.NAMES + " FROM cluster_mailbox WHERE pass_id = ?";

    private final ClusterDatabase database;
    private final Node node;
    private final Duration lease;

    /**
     * @param lease how long after its last sign of life a node may still work
     */
    PassTable(ClusterDatabase database, Node node, Duration lease) {
        this.database = database;
        this.node = node;
        this.lease = lease;
    }

    /** A pass that is under way; begun by this node, or joined. */
    record Opened(long id, boolean begun) {}

    /** A mailbox that waits for a trigger. */
    record Waiting(String source, long pass, long runs) {}

    /**
     * This node's right to work on a mailbox.
     *
     * @param run how often the pass has started it
     * @param losses how often a node was lost with it
     */
    record Claim(long pass, String source, long run, long losses) {}

    /** What a mailbox's end means for its pass. */
    enum Ended {
        /** Others are still to be done. */
        MAILBOX,
        /** It was the last one. */
        PASS,
        /** Another node has the mailbox by now. */
        TAKEN_OVER
    }

    Opened begin(String route, List<MailboxPair> mailboxes) throws LedgerException {
        return database.run(sql -> begin(sql, route, mailboxes));
    }

    /** As {@link #begin} unless a pass is under way, or was begun since then. */
    Optional<Opened> beginScheduled(String route, Instant scheduled, List<MailboxPair> mailboxes)
            throws LedgerException {
        return database.run(
                sql -> {
                    boolean served =
                            !sql.list(
                                            "SELECT id FROM cluster_pass WHERE route = ? AND"
                                                    + " (finished IS NULL OR started >= ?)",
                                            row -> row.getLong(1),
                                            route,
                                            OffsetDateTime.ofInstant(scheduled, ZoneOffset.UTC))
                                    .isEmpty();
                    return served ? Optional.empty() : Optional.of(begin(sql, route, mailboxes));
                });
    }

    private Opened begin(Transaction sql, String route, List<MailboxPair> mailboxes)
            throws SQLException {
        while (true) {
            List<Long> begun =
                    sql.list(
                            "INSERT INTO cluster_pass (route, node, remaining) VALUES (?, ?, ?) ON"
                                    + " CONFLICT (route) WHERE finished IS NULL DO NOTHING RETURNING id",
                            row -> row.getLong(1),
                            route,
                            node.id(),
                            mailboxes.size());
            if (!begun.isEmpty()) {
                fill(sql, begun.get(0), mailboxes);
                sql.update(
                        "DELETE FROM cluster_pass WHERE route = ? AND id < ? AND finished IS NOT"
                                + " NULL AND finished < now() - INTERVAL '1 day'",
                        route,
                        begun.get(0));
                return new Opened(begun.get(0), true);
            }
            List<Long> open = sql.list(OPEN, row -> row.getLong(1), route);
            if (!open.isEmpty()) {
                return new Opened(open.get(0), false);
            }
        }
    }

    private static void fill(Transaction sql, long pass, List<MailboxPair> mailboxes)
            throws SQLException {
        try (PreparedStatement insert =
                sql.connection()
                        .prepareStatement(
                                "INSERT INTO cluster_mailbox (pass_id, source, destination,"
                                        + " position) VALUES (?, ?, ?, ?)")) {
            int position = 0;
            for (MailboxPair pair : mailboxes) {
                insert.setLong(1, pass);
                insert.setString(2, pair.source());
                insert.setString(3, pair.destination());
                insert.setInt(4, position++);
                insert.addBatch();
                if (position % 1_000 == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Empty when it is done, when it is in no pass, and when a living node has it. */
    Optional<Claim> claim(String route, String source) throws LedgerException {
        return database.run(
                sql ->
                        sql
                                .list(
                                        CLAIM,
                                        row ->
                                                new Claim(
                                                        row.getLong(1),
                                                        source,
                                                        row.getLong(2),
                                                        row.getLong(3)),
                                        node.id(),
                                        route,
                                        source,
                                        node.id(),
                                        lease.toMillis())
                                .stream()
                                .findFirst());
    }

    /** Whether no other node, and no later run, has taken the mailbox. */
    boolean holds(Claim claim) throws LedgerException {
        return database.run(
                sql ->
                        !sql.list(
                                        "SELECT 1 FROM cluster_mailbox WHERE pass_id = ? AND source ="
                                                + " ? AND node = ? AND runs = ?",
                                        row -> row.getInt(1),
                                        claim.pass(),
                                        claim.source(),
                                        node.id(),
                                        claim.run())
                                .isEmpty());
    }

    /** Gives a mailbox back that is not done. */
    void handBack(Claim claim) throws LedgerException {
        database.run(
                sql ->
                        sql.update(
                                "UPDATE cluster_mailbox SET state = ?, node = NULL WHERE pass_id = ?"
                                        + " AND source = ? AND node = ? AND runs = ? AND state = ?",
                                WAITING,
                                claim.pass(),
                                claim.source(),
                                node.id(),
                                claim.run(),
                                RUNNING));
    }

    Ended done(Claim claim, MailboxResult result) throws LedgerException {
        MailboxView counts = result.counts();
        Optional<MailboxException> stopped = result.stopped();
        List<Object> values = new ArrayList<>();
        values.add(DONE);
        values.add(counts.elapsedNanos());
        values.add(counts.delayedNanos());
        values.add(text(String.join("\n", counts.problems())));
        values.add(text(String.join("\n", counts.remarks())));
        values.add(stopped.map(e -> text(e.getMessage())).orElse(null));
        values.add(stopped.map(e -> e.scope().name()).orElse(null));
        values.add(stopped.map(e -> e.retry().name()).orElse(null));
        values.add(stopped.map(e -> text(e.advice())).orElse(null));
        values.addAll(FigureColumns.values(counts.figures()));
        values.addAll(List.of(claim.pass(), claim.source(), node.id(), claim.run(), RUNNING));
        return database.run(
                sql ->
                        sql.update(DONE_NOW, values.toArray()) == 1
                                ? countDown(sql, claim.pass())
                                : Ended.TAKEN_OVER);
    }

    private static Ended countDown(Transaction sql, long pass) throws SQLException {
        long remaining =
                sql.list(
                                "UPDATE cluster_pass SET remaining = remaining - 1, finished = CASE"
                                        + " WHEN remaining = 1 THEN now() END WHERE id = ? RETURNING"
                                        + " remaining",
                                row -> row.getLong(1),
                                pass)
                        .get(0);
        return remaining == 0 ? Ended.PASS : Ended.MAILBOX;
    }

    /** PostgreSQL's text holds no NUL. */
    private static String text(String words) {
        return words == null ? "" : words.replace('\u0000', '\ufffd');
    }

    boolean isFinished(long pass) throws LedgerException {
        return database.run(
                sql ->
                        sql.list(
                                        "SELECT 1 FROM cluster_pass WHERE id = ? AND finished IS NULL",
                                        row -> row.getInt(1),
                                        pass)
                                .isEmpty());
    }

    List<Waiting> forgotten(String route, String scheduler, String group, int most)
            throws LedgerException {
        return database.run(
                sql ->
                        sql.list(
                                FORGOTTEN,
                                row ->
                                        new Waiting(
                                                row.getString(1), row.getLong(2), row.getLong(3)),
                                route,
                                scheduler,
                                group,
                                scheduler,
                                group,
                                most));
    }

    /**
     * Mailboxes that are done, by their place in the list; {@code since} by the database's clock.
     */
    List<Done> done(long pass, OffsetDateTime since) throws LedgerException {
        return database.run(sql -> sql.list(ENDED, PassTable::done, pass, since));
    }

    /**
     * What a pass has come to, over all nodes.
     *
     * @param stopped mailboxes that were
     * @param incomplete mailboxes, those that were stopped among them
     */
    record Sums(long stopped, long incomplete, Figures figures) {}

    Sums sums(long pass) throws LedgerException {
        return database.run(
                sql -> {
                    Figures figures =
                            sql.list(FIGURES, FigureColumns::read, pass).stream()
                                    .reduce(Figures.NONE, Figures::plus);
                    return sql.list(
                                    SUMS,
                                    row -> new Sums(row.getLong(1), row.getLong(2), figures),
                                    pass)
                            .get(0);
                });
    }

    /** All mailboxes of the pass, in order. */
    List<MailboxPair> mailboxes(long pass) throws LedgerException {
        return database.run(
                sql ->
                        sql.list(
                                "SELECT source, destination FROM cluster_mailbox WHERE pass_id = ?"
                                        + " ORDER BY position",
                                row ->
                                        new MailboxPair(
                                                row.getString(1),
                                                row.getString(2),
                                                Optional.empty(),
                                                Optional.empty(),
                                                0),
                                pass));
    }

    /** A mailbox that is done. */
    record Done(int position, MailboxResult result, OffsetDateTime ended) {}

    private static Done done(ResultSet row) throws SQLException {
        String source = row.getString("source");
        MailboxView counts =
                new EndedMailbox(
                        source,
                        FigureColumns.read(row),
                        row.getLong("elapsed_nanos"),
                        row.getLong("delayed_nanos"),
                        row.getString("problems").lines().toList(),
                        row.getString("remarks").lines().toList());
        return new Done(
                row.getInt("position"),
                new MailboxResult(source, row.getString("destination"), counts, stopped(row)),
                row.getObject("ended", OffsetDateTime.class));
    }

    private static Optional<MailboxException> stopped(ResultSet row) throws SQLException {
        String reason = row.getString("stopped");
        return reason == null
                ? Optional.empty()
                : Optional.of(
                        new MailboxException(
                                Scope.valueOf(row.getString("scope")),
                                Retry.valueOf(row.getString("retry")),
                                reason,
                                row.getString("advice")));
    }
}
