package io.mailcaravan.cluster;

import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.OpeningRule;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among the others. Passes are begun by one node, each of their mailboxes is a Quartz job
 * that any node with the same route may run, and what came of it is in the database.
 */
public final class Cluster implements AutoCloseable {

    static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** Every so many check-ins the clock and forgotten mailboxes are looked at. */
    private static final int ROUND = 3;

    private final ClusterSettings settings;
    private final Node node;
    private final ClusterDatabase database;
    private final Lease lease;
    private final NodeTable nodes;
    private final PassTable passes;
    private final ConnectionTable connections;
    private final Jobs jobs = new Jobs();
    private final NodeScheduler scheduler;
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("caravan-node").factory());
    private volatile Duration skew = Duration.ZERO;
    private volatile boolean draining;
    private int round;

    private Cluster(ClusterSettings settings, Node node, ClusterDatabase database, NodeTable nodes)
            throws SchedulerException {
        this.settings = settings;
        this.node = node;
        this.database = database;
        this.nodes = nodes;
        this.lease = new Lease(settings.appendLease());
        this.passes = new PassTable(database, node, settings.appendLease());
        this.connections = new ConnectionTable(database, node, settings.connectionLease());
        this.scheduler = NodeScheduler.of(node, settings, database, nodes, lease, jobs);
    }

    /**
     * Enters the cluster; nothing is run yet.
     *
     * @param database of the ledger
     * @param version of this program, for people
     * @throws ConfigurationException when the clock of this machine is off
     */
    public static Cluster enter(
            ClusterSettings settings, Ledger ledger, LedgerDatabase database, String version)
            throws MailboxException {
        Node node = Node.start(settings.node(), version);
        ClusterDatabase shared = new ClusterDatabase(database);
        NodeTable nodes = new NodeTable(shared, node);
        Duration skew = nodes.skew();
        if (skew.abs().compareTo(ClusterSettings.LARGEST_SKEW) > 0) {
            throw new ConfigurationException(
                    "caravan.cluster.enabled",
                    "this machine's clock is " + ahead(skew) + " the database's",
                    "Nodes tell from their clocks whether another is dead: keep them within "
                            + ClusterSettings.LARGEST_SKEW.toSeconds()
                            + " s, with NTP.");
        }
        try {
            Cluster cluster = new Cluster(settings, node, shared, nodes);
            nodes.enter();
            ledger.setOpeningRule(new OwnerRule(node.id()));
            return cluster;
        } catch (SchedulerException e) {
            throw failed(e);
        }
    }

    /** For a command that is no node, but works beside some. */
    public static OpeningRule besides() {
        return new OwnerRule("");
    }

    private static String ahead(Duration skew) {
        String by = skew.abs().toMillis() / 1000.0 + " s ";
        return by + (skew.isNegative() ? "behind" : "ahead of");
    }

    private static MailboxException failed(SchedulerException e) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                "Cannot work with the cluster's tables: " + e.getMessage(),
                "Look at the database.",
                e);
    }

    /**
     * Shares the passes of a route with all nodes that do so.
     *
     * @param scheduled whether passes begin by the route's schedule
     */
    public void join(MailboxConsumer consumer, boolean scheduled) throws MailboxException {
        consumer.getEndpoint().getComponent().share(connections, lease);
        ClusterRoute route = new ClusterRoute(consumer, node, passes, scheduler);
        jobs.add(route);
        scheduler.grow(route.atOnce() + 1); // one for the job that begins passes
        if (scheduled) {
            try {
                scheduler.schedule(route.id(), Schedule.of(consumer));
            } catch (SchedulerException e) {
                throw failed(e);
            } catch (RuntimeException e) {
                throw new ConfigurationException(
                        "route " + route.id(),
                        "its schedule cannot be read: " + e.getMessage(),
                        "Write scheduler.cron as Quartz does, for example 0 0 22 * * ?.");
            }
        }
    }

    /** From now on takes mailboxes of the routes that have joined. */
    public void start() throws MailboxException {
        try {
            scheduler.start();
        } catch (SchedulerException e) {
            throw failed(e);
        }
        long every = settings.checkIn().toMillis();
        ticks.scheduleWithFixedDelay(this::tick, 0, every, TimeUnit.MILLISECONDS);
        LOG.info("node {} is in the cluster as {}", node, node.id());
    }

    /** Begins a pass of a route that has joined, or joins the one under way. */
    public ClusterPass begin(String route) throws LedgerException {
        ClusterRoute joined = jobs.route(route).orElseThrow();
        return new ClusterPass(joined.begin().id(), joined, passes);
    }

    private void tick() {
        try {
            connections.releaseAll();
            if (round++ % ROUND == 0) {
                connections.forget();
                lookAtClock();
                jobs.routes().forEach(ClusterRoute::spread);
            }
        } catch (SQLException e) {
            LOG.debug("node {} cannot reach the cluster's database", node, e);
        } catch (LedgerException e) {
            LOG.warn("node {}: {}", node, e.explanation());
        } catch (RuntimeException e) {
            LOG.error("node {}", node, e); // and again with the next tick
        }
    }

    private void lookAtClock() throws LedgerException {
        skew = nodes.skew();
        boolean off = skew.abs().compareTo(ClusterSettings.LARGEST_SKEW) > 0;
        jobs.pause(off);
        if (off) {
            LOG.warn(
                    "node {}: this machine's clock is {} the database's; it takes no more mailboxes"
                            + " until it is within {} s",
                    node,
                    ahead(skew),
                    ClusterSettings.LARGEST_SKEW.toSeconds());
        }
    }

    /** Where this node stands, for health checks. */
    public ClusterState state() {
        return new ClusterState(
                node.name(),
                node.id(),
                draining,
                lease.lasts(),
                lease.age(),
                skew,
                jobs.routes().stream().mapToInt(ClusterRoute::running).sum());
    }

    /**
     * Takes no more mailboxes, and has those that run end between two items; they are handed back
     * to the others. Returns at once.
     */
    public void drain() {
        if (draining) {
            return;
        }
        draining = true;
        LOG.info("node {} drains", node);
        jobs.routes().forEach(ClusterRoute::drain);
        lease.close();
        database.shutdown();
        try {
            scheduler.standby();
            nodes.drain();
        } catch (SchedulerException | LedgerException e) {
            LOG.warn("node {} drains without saying so: {}", node, e.getMessage());
        }
    }

    /** Leaves the cluster when all that runs on this node has ended. */
    @Override
    public void close() {
        drain();
        scheduler.shutdown();
        ticks.shutdown();
        try {
            nodes.leave();
        } catch (LedgerException e) {
            LOG.warn("node {} leaves without saying so: {}", node, e.explanation());
        }
    }
}
