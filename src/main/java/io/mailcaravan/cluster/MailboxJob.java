package io.mailcaravan.cluster;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Works on the mailbox that the job is named after. */
@DisallowConcurrentExecution
final class MailboxJob implements Job {

    private final ClusterRoute route;

    MailboxJob(ClusterRoute route) {
        this.route = route;
    }

    @Override
    public void execute(JobExecutionContext context) {
        try {
            route.run(context.getJobDetail().getKey().getName());
        } finally {
            route.leave();
        }
    }
}
