package io.mailcaravan.cluster;

import io.mailcaravan.cluster.PassTable.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.core.QuartzScheduler;
import org.quartz.core.QuartzSchedulerResources;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.StdJobRunShellFactory;
import org.quartz.impl.StdScheduler;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.quartz.utils.DBConnectionManager;

/** This node's Quartz, over the tables that it shares with the others. */
final class NodeScheduler {

    /** The same on all nodes: the key of all rows in Quartz's tables. */
    static final String NAME = "caravan";

    /** How long an idle node takes to notice what another has put there. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Scheduler scheduler;
    private final QuartzScheduler core;
    private final MailboxThreadPool threads;

    private NodeScheduler(Scheduler scheduler, QuartzScheduler core, MailboxThreadPool threads) {
        this.scheduler = scheduler;
        this.core = core;
        this.threads = threads;
    }

    /** Puts it together without Quartz's properties, which name classes; it fires nothing yet. */
    static NodeScheduler of(
            Node node,
            ClusterSettings settings,
            ClusterDatabase database,
            NodeTable nodes,
            Lease lease,
            Jobs jobs)
            throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(node.id(), database);
        CaravanJobStore store = new CaravanJobStore(lease, nodes, new RouteDelegate(jobs::ready));
        store.setDataSource(node.id());
        store.setTablePrefix("qrtz_");
        try {
            store.setUseProperties("true");
        } catch (RuntimeException e) {
            throw new SchedulerException(e);
        }
        store.setIsClustered(true);
        store.setClusterCheckinInterval(settings.checkIn().toMillis());
        store.setInstanceName(NAME);
        store.setInstanceId(node.id());
        store.setMakeThreadsDaemons(true);
        store.setDbRetryInterval(1_000);
        MailboxThreadPool threads = new MailboxThreadPool();
        StdJobRunShellFactory shells = new StdJobRunShellFactory();
        QuartzSchedulerResources resources = new QuartzSchedulerResources();
        resources.setName(NAME);
        resources.setThreadName("caravan-cluster");
        resources.setInstanceId(node.id());
        resources.setMakeSchedulerThreadDaemon(true);
        resources.setJobRunShellFactory(shells);
        resources.setThreadPool(threads);
        resources.setThreadExecutor(new DefaultThreadExecutor());
        resources.setJobStore(store);
        resources.setMaxBatchSize(1); // a node takes one mailbox at a time, so that all get some
        QuartzScheduler core = new QuartzScheduler(resources, LOOK.toMillis(), 1_000);
        CascadingClassLoadHelper classes = new CascadingClassLoadHelper();
        classes.initialize();
        store.initialize(classes, core.getSchedulerSignaler());
        Scheduler scheduler = new StdScheduler(core);
        shells.initialize(scheduler);
        core.initialize();
        scheduler.setJobFactory(jobs);
        return new NodeScheduler(scheduler, core, threads);
    }

    /** Lets so many more mailboxes run at once. */
    void grow(int more) {
        threads.grow(more);
    }

    void start() throws SchedulerException {
        scheduler.start();
    }

    /** Fires nothing more. */
    void standby() throws SchedulerException {
        scheduler.standby();
    }

    /** Waits for what runs. */
    void shutdown() {
        core.shutdown(true);
    }

    /** Puts a trigger there for each of these mailboxes; any node that has the route fires it. */
    void spread(String route, List<Waiting> mailboxes) throws SchedulerException {
        String group = Jobs.mailboxGroup(route);
        Map<JobDetail, Set<? extends Trigger>> all = new HashMap<>();
        for (Waiting mailbox : mailboxes) {
            JobDetail job =
                    JobBuilder.newJob(MailboxJob.class)
                            .withIdentity(mailbox.source(), group)
                            .storeDurably()
                            .requestRecovery()
                            .build();
            Trigger trigger =
                    TriggerBuilder.newTrigger()
                            .forJob(job)
                            .withIdentity(
                                    mailbox.source() + "#" + mailbox.pass() + "." + mailbox.runs(),
                                    group)
                            .startNow()
                            // waiting for a free thread is no misfire
                            .withSchedule(
                                    SimpleScheduleBuilder.simpleSchedule()
                                            .withMisfireHandlingInstructionIgnoreMisfires())
                            .build();
            all.put(job, Set.of(trigger));
        }
        scheduler.scheduleJobs(all, true);
    }

    /** Removes the jobs of mailboxes that the route no longer lists. */
    void keepOnly(String route, Set<String> mailboxes) throws SchedulerException {
        Set<JobKey> gone =
                new HashSet<>(
                        scheduler.getJobKeys(
                                GroupMatcher.jobGroupEquals(Jobs.mailboxGroup(route))));
        gone.removeIf(job -> mailboxes.contains(job.getName()));
        if (!gone.isEmpty()) {
            scheduler.deleteJobs(List.copyOf(gone));
        }
    }

    /** Begins passes of the route by this schedule, unless it does so already. */
    void schedule(String route, Schedule schedule) throws SchedulerException {
        JobKey key = Jobs.pass(route);
        JobDetail job =
                JobBuilder.newJob(PassJob.class)
                        .withIdentity(key)
                        .storeDurably()
                        .requestRecovery()
                        .build();
        TriggerKey name = TriggerKey.triggerKey(key.getName(), key.getGroup());
        Trigger present = scheduler.getTrigger(name);
        if (present == null || !schedule.isThatOf(present)) {
            scheduler.scheduleJob(job, Set.of(schedule.trigger(name, job)), true);
        }
    }
}
