package io.mailcaravan.cluster;

import io.mailcaravan.cluster.ClusterDatabase.Transaction;
import io.mailcaravan.component.run.Admission;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.MailboxException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Keeps the limits of stores over all nodes: a mailbox takes all connections that it may open
 * before it begins, store after store in the order of their names, and gives them back at its end.
 * A new connection in place of a lost one needs no new right.
 *
 * <p>What a silent node has taken counts until its lease is over. Its kernel has closed the
 * connections long before where the process died; where it is frozen they may be open still.
 */
final class ConnectionTable implements Admission {

    private static final int SHORTEST_WAIT_MILLIS = 200;
    private static final int LONGEST_WAIT_MILLIS = 600;

    private final ClusterDatabase database;
    private final Node node;
    private final Duration lease;
    private final Queue<String> toRelease = new ConcurrentLinkedQueue<>();

    /**
     * @param lease how long a silent node's connections count as open
     */
    ConnectionTable(ClusterDatabase database, Node node, Duration lease) {
        this.database = database;
        this.node = node;
        this.lease = lease;
    }

    @Override
    public Grant admit(List<Need> needs, BooleanSupplier cancelling)
            throws MailboxException, InterruptedException {
        List<Need> limited = limited(needs);
        if (limited.isEmpty()) {
            return () -> {};
        }
        String id = UUID.randomUUID().toString();
        boolean admitted = false;
        try {
            for (Need need : limited) {
                while (!take(id, need)) {
                    if (cancelling.getAsBoolean()) {
                        throw MailboxException.interrupted();
                    }
                    Thread.sleep(
                            ThreadLocalRandom.current()
                                    .nextInt(SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS));
                }
            }
            admitted = true;
            return () -> release(id);
        } finally {
            if (!admitted) {
                release(id);
            }
        }
    }

    /** By store, since both ends may be one, and in the order of names. */
    private static List<Need> limited(List<Need> needs) {
        Map<String, Need> byStore = new TreeMap<>();
        for (Need need : needs) {
            byStore.merge(
                    need.store(),
                    need,
                    (one, other) ->
                            new Need(
                                    one.store(),
                                    Math.min(one.limit(), one.connections() + other.connections()),
                                    one.limit()));
        }
        return byStore.values().stream().filter(need -> need.limit() < Integer.MAX_VALUE).toList();
    }

    private boolean take(String id, Need need) throws LedgerException {
        return database.run(sql -> take(sql, id, need));
    }

    private boolean take(Transaction sql, String id, Need need) throws SQLException {
        sql.list(
                "SELECT pg_advisory_xact_lock(hashtext('caravan'), hashtext(?))",
                row -> "",
                need.store());
        long taken =
                sql.list(
                                "SELECT coalesce(sum(c.connections), 0) FROM cluster_connection c JOIN"
                                        + " cluster_node n ON n.id = c.node WHERE c.store = ? AND c.id <>"
                                        + " ? AND n.seen > now() - ? * INTERVAL '1 millisecond'",
                                row -> row.getLong(1),
                                need.store(),
                                id(id, need),
                                lease.toMillis())
                        .get(0);
        if (taken + need.connections() > need.limit()) {
            return false;
        }
        sql.update(
                "INSERT INTO cluster_connection (id, store, node, connections) VALUES (?, ?, ?, ?) ON"
                        + " CONFLICT (id) DO NOTHING",
                id(id, need),
                need.store(),
                node.id(),
                need.connections());
        return true;
    }

    private static String id(String id, Need need) {
        return id + ":" + need.store();
    }

    private void release(String id) {
        toRelease.add(id);
        try {
            releaseAll();
        } catch (SQLException e) {
            // the database is away: tried again with each check-in
            Cluster.LOG.debug("connections of {} are released later", node, e);
        }
    }

    /** Gives back what could not be given back before. */
    void releaseAll() throws SQLException {
        for (String id = toRelease.peek(); id != null; id = toRelease.peek()) {
            String prefix = id + ":";
            database.once(
                    sql ->
                            sql.update(
                                    "DELETE FROM cluster_connection WHERE node = ? AND starts_with(id,"
                                            + " ?)",
                                    node.id(),
                                    prefix));
            toRelease.remove(id);
        }
    }

    /** Forgets what nodes had that are gone. */
    void forget() throws SQLException {
        database.once(
                sql ->
                        sql.update(
                                "DELETE FROM cluster_connection c WHERE NOT EXISTS (SELECT 1 FROM"
                                        + " cluster_node n WHERE n.id = c.node AND n.seen > now() - ? *"
                                        + " INTERVAL '1 millisecond')",
                                lease.toMillis()));
    }
}
