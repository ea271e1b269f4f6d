package io.mailcaravan.cluster;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/**
 * Lets a node fire only what belongs to routes that it has loaded and has room for, which Quartz
 * itself does not know.
 */
final class RouteDelegate extends PostgreSQLDelegate {

    /** Chosen from at random: nodes that all reach for the first one get in each other's way. */
    private static final int CHOICE = 32;

    private static final String WAITING =
            "SELECT trigger_name, trigger_group FROM qrtz_triggers WHERE sched_name = ? AND"
                    + " trigger_state = 'WAITING' AND next_fire_time <= ? AND (misfire_instr = -1 OR"
                    + " next_fire_time >= ?) AND job_group = ANY (?)";

    /** What a lost node has left behind comes first: it may be half done. */
    private static final String LEFT_BEHIND =
            WAITING + " AND trigger_group = '" + Scheduler.DEFAULT_RECOVERY_GROUP + "' LIMIT ?";

    private static final String OLDEST = WAITING + " ORDER BY next_fire_time LIMIT ?";

    private final Supplier<Collection<String>> groups;

    /**
     * @param groups of the jobs that may be fired now
     */
    RouteDelegate(Supplier<Collection<String>> groups) {
        this.groups = groups;
    }

    @Override
    public List<TriggerKey> selectTriggerToAcquire(
            Connection connection, long noLaterThan, long noEarlierThan, int count)
            throws SQLException {
        Collection<String> now = groups.get();
        if (now.isEmpty()) {
            return List.of();
        }
        Array wanted = connection.createArrayOf("text", now.toArray());
        try {
            List<TriggerKey> found =
                    select(connection, LEFT_BEHIND, noLaterThan, noEarlierThan, wanted);
            if (found.isEmpty()) {
                found = select(connection, OLDEST, noLaterThan, noEarlierThan, wanted);
            }
            Collections.shuffle(found);
            // Quartz takes all that it is given
            return found.size() > count ? found.subList(0, Math.max(1, count)) : found;
        } finally {
            wanted.free();
        }
    }

    private List<TriggerKey> select(
            Connection connection, String sql, long noLaterThan, long noEarlierThan, Array wanted)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, schedName);
            select.setLong(2, noLaterThan);
            select.setLong(3, noEarlierThan);
            select.setArray(4, wanted);
            select.setInt(5, CHOICE);
            List<TriggerKey> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(TriggerKey.triggerKey(rows.getString(1), rows.getString(2)));
                }
            }
            return found;
        }
    }
}
