package io.mailcaravan.cluster;

import java.time.Duration;

/**
 * Where a node stands.
 *
 * @param inTouch whether it has reached the others lately, so that it may append
 * @param silent since when it has not
 * @param skew how far its clock is ahead of the database's
 * @param mailboxes under way on it
 */
public record ClusterState(
        String node,
        String id,
        boolean draining,
        boolean inTouch,
        Duration silent,
        Duration skew,
        int mailboxes) {}
