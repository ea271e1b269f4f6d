package io.mailcaravan.cluster;

import io.mailcaravan.mailbox.ConfigurationException;
import java.time.Duration;

/**
 * What configuration says of the cluster: the keys below {@code caravan.cluster.}.
 *
 * @param node the node's name in logs and metrics; need not be unique
 * @param checkIn how often a node says that it lives
 * @param connectionLease how long a silent node's connections to stores count as open; at least the
 *     time after which its mailboxes are taken over
 */
public record ClusterSettings(String node, Duration checkIn, Duration connectionLease) {

    /** Quartz's own, on top of the check-in interval (JobStoreSupport.calcFailedIfAfter). */
    private static final Duration QUARTZ_PATIENCE = Duration.ofMillis(7_500);

    /** Clocks of two nodes, or of node and database, may differ by so much. */
    static final Duration LARGEST_SKEW = Duration.ofSeconds(2);

    private static final Duration SHORTEST_CHECK_IN = Duration.ofSeconds(1);
    private static final Duration LONGEST_CHECK_IN = Duration.ofMinutes(5);

    public ClusterSettings {
        if (checkIn.compareTo(SHORTEST_CHECK_IN) < 0 || checkIn.compareTo(LONGEST_CHECK_IN) > 0) {
            throw new ConfigurationException(
                    "caravan.cluster.check-in",
                    "'" + checkIn.toSeconds() + "s' is not between 1s and 5m",
                    "The default, 5s, has a dead node's mailboxes taken over within 20 s.");
        }
        if (connectionLease.compareTo(checkIn.plus(QUARTZ_PATIENCE)) < 0) {
            throw new ConfigurationException(
                    "caravan.cluster.connection-lease",
                    "'" + connectionLease.toSeconds() + "s' is shorter than the take-over",
                    "Set at least " + checkIn.plus(QUARTZ_PATIENCE).toSeconds() + "s.");
        }
    }

    /** From its last check-in on nobody takes a node's mailboxes over for so long. */
    Duration takeOver() {
        return checkIn.plus(QUARTZ_PATIENCE);
    }

    /**
     * From its last check-in on a node appends for so long: it ends before another may begin, even
     * where that one's clock is ahead, with time to spare for what its kernel still sends.
     */
    Duration appendLease() {
        return takeOver().minus(LARGEST_SKEW.multipliedBy(2));
    }
}
