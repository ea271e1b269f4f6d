package io.mailcaravan.cluster;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Begins a pass when the route's schedule says so; fired on one node. */
@DisallowConcurrentExecution
final class PassJob implements Job {

    private final ClusterRoute route;

    PassJob(ClusterRoute route) {
        this.route = route;
    }

    @Override
    public void execute(JobExecutionContext context) {
        route.beginScheduled(context.getScheduledFireTime().toInstant());
    }
}
