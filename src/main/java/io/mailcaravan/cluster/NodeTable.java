package io.mailcaravan.cluster;

import io.mailcaravan.ledger.sql.LedgerException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The nodes, as the database knows them. */
final class NodeTable {

    /** Rows of dead nodes are of use to people for a while. */
    private static final String FORGET =
            "DELETE FROM cluster_node WHERE seen < now() - INTERVAL '1 day'";

    private final ClusterDatabase database;
    private final Node node;

    NodeTable(ClusterDatabase database, Node node) {
        this.database = database;
        this.node = node;
    }

    void enter() throws LedgerException {
        database.run(
                sql ->
                        sql.update(
                                        "INSERT INTO cluster_node (id, name, version) VALUES (?, ?, ?)"
                                                + " ON CONFLICT (id) DO UPDATE SET seen = now()",
                                        node.id(),
                                        node.name(),
                                        node.version())
                                + sql.update(FORGET));
    }

    /** Says that this node lives; once, since the next time comes soon. */
    void live() throws SQLException {
        database.once(
                sql -> sql.update("UPDATE cluster_node SET seen = now() WHERE id = ?", node.id()));
    }

    void drain() throws LedgerException {
        database.run(
                sql ->
                        sql.update(
                                "UPDATE cluster_node SET draining = TRUE WHERE id = ?", node.id()));
    }

    /** Leaves; Quartz need not give this node up for dead then. */
    void leave() throws LedgerException {
        database.run(
                sql -> {
                    int left =
                            sql.update("DELETE FROM cluster_node WHERE id = ?", node.id())
                                    + sql.update(
                                            "DELETE FROM cluster_connection WHERE node = ?",
                                            node.id());
                    return left
                            + sql.update(
                                    "DELETE FROM qrtz_scheduler_state s WHERE instance_name = ? AND"
                                            + " NOT EXISTS (SELECT 1 FROM qrtz_fired_triggers f WHERE"
                                            + " f.instance_name = s.instance_name)",
                                    node.id());
                });
    }

    /** How far this machine's clock is ahead of the database's; half the round trip unsure. */
    Duration skew() throws LedgerException {
        return database.run(
                sql -> {
                    long before = System.currentTimeMillis();
                    long start = System.nanoTime();
                    List<Long> theirs =
                            sql.list(
                                    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
                                    row -> row.getLong(1));
                    long half = (System.nanoTime() - start) / 2_000_000;
                    return Duration.ofMillis(before + half - theirs.get(0));
                });
    }
}
