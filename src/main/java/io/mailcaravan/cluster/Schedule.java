package io.mailcaravan.cluster;

import io.mailcaravan.component.mailbox.MailboxConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/**
 * When passes of a route begin, taken from Camel's scheduler options.
 *
 * @param cron empty where passes follow at an interval
 * @param zone of the cron expression
 * @param delay before the first pass, where there is no cron expression
 * @param interval from the beginning of one pass to that of the next; one that would begin while
 *     another runs is left out
 */
record Schedule(String cron, TimeZone zone, Duration delay, Duration interval) {

    static Schedule of(MailboxConsumer consumer) {
        Map<String, Object> options = consumer.getSchedulerProperties();
        Object cron = options == null ? null : options.get("cron");
        Object zone = options == null ? null : options.get("timeZone");
        return new Schedule(
                cron == null ? "" : cron.toString().replace('+', ' '),
                zone == null ? TimeZone.getDefault() : TimeZone.getTimeZone(zone.toString()),
                Duration.of(consumer.getInitialDelay(), consumer.getTimeUnit().toChronoUnit()),
                Duration.of(consumer.getDelay(), consumer.getTimeUnit().toChronoUnit()));
    }

    /** After an outage one pass begins at once for all that were missed. */
    Trigger trigger(TriggerKey name, JobDetail job) {
        TriggerBuilder<Trigger> builder =
                TriggerBuilder.newTrigger().withIdentity(name).forJob(job);
        if (!cron.isEmpty()) {
            return builder.withSchedule(
                            CronScheduleBuilder.cronSchedule(cron)
                                    .inTimeZone(zone)
                                    .withMisfireHandlingInstructionFireAndProceed())
                    .build();
        }
        return builder.startAt(Date.from(Instant.now().plus(delay)))
                .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(interval.toMillis())
                                .repeatForever()
                                .withMisfireHandlingInstructionNowWithExistingCount())
                .build();
    }

    boolean isThatOf(Trigger trigger) {
        return trigger instanceof CronTrigger other
                ? other.getCronExpression().equals(cron) && other.getTimeZone().equals(zone)
                : trigger instanceof SimpleTrigger simple
                        && cron.isEmpty()
                        && simple.getRepeatInterval() == interval.toMillis();
    }
}
