package io.mailcaravan.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.quartz.Job;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.spi.JobFactory;
import org.quartz.spi.TriggerFiredBundle;

/** Finds the loaded route that a fired job belongs to. */
final class Jobs implements JobFactory {

    private static final String MAILBOX = "mailbox:";
    private static final String PASS = "pass:";

    private final Map<String, ClusterRoute> routes = new ConcurrentHashMap<>();
    private volatile boolean paused;

    void add(ClusterRoute route) {
        routes.put(route.id(), route);
    }

    /** Fires nothing while set. */
    void pause(boolean now) {
        paused = now;
    }

    Collection<ClusterRoute> routes() {
        return List.copyOf(routes.values());
    }

    Optional<ClusterRoute> route(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    /** Of the jobs that work on one mailbox each, named after it. */
    static String mailboxGroup(String route) {
        return MAILBOX + route;
    }

    /** The job that begins passes by schedule. */
    static JobKey pass(String route) {
        return JobKey.jobKey("scheduled", PASS + route);
    }

    /** Groups of the jobs that this node may fire now. */
    Collection<String> ready() {
        if (paused) {
            return List.of();
        }
        return routes.values().stream()
                .flatMap(
                        route ->
                                route.hasRoom()
                                        ? Stream.of(PASS + route.id(), MAILBOX + route.id())
                                        : Stream.of(PASS + route.id()))
                .toList();
    }

    /**
     * Called by Quartz's one scheduling thread, so that no route gets more than it has room for.
     */
    @Override
    public Job newJob(TriggerFiredBundle fired, Scheduler scheduler) throws SchedulerException {
        String group = fired.getJobDetail().getKey().getGroup();
        boolean mailbox = group.startsWith(MAILBOX);
        ClusterRoute route =
                routes.get(group.substring(mailbox ? MAILBOX.length() : PASS.length()));
        if (route == null) {
            throw new SchedulerException("this node has not loaded the route of " + group);
        }
        if (mailbox) {
            route.enter();
            return new MailboxJob(route);
        }
        return new PassJob(route);
    }
}
