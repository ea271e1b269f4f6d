package io.mailcaravan.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

class ScheduleTest {

    private static final TriggerKey NAME = TriggerKey.triggerKey("scheduled", "pass:acme");
    private static final JobDetail JOB =
            JobBuilder.newJob(PassJob.class).withIdentity("scheduled", "pass:acme").build();
    private static final Schedule HOURLY =
            new Schedule("", TimeZone.getDefault(), Duration.ZERO, Duration.ofHours(1));
    private static final Schedule NIGHTLY =
            new Schedule(
                    "0 0 22 * * ?",
                    TimeZone.getTimeZone("UTC"),
                    Duration.ZERO,
                    Duration.ofHours(1));

    @Test
    void nodesWithTheSameScheduleShouldNotReplaceEachOthers() {
        for (Schedule schedule : new Schedule[] {HOURLY, NIGHTLY}) {
            Trigger trigger = schedule.trigger(NAME, JOB);
            assertThat(schedule.isThatOf(trigger)).isTrue();
        }
    }

    @Test
    void changedScheduleShouldBeNoticed() {
        Trigger nightly = NIGHTLY.trigger(NAME, JOB);
        assertThat(HOURLY.isThatOf(nightly)).isFalse();
        assertThat(
                        new Schedule(
                                        NIGHTLY.cron(),
                                        TimeZone.getTimeZone("Asia/Tokyo"),
                                        Duration.ZERO,
                                        Duration.ZERO)
                                .isThatOf(nightly))
                .isFalse();
        assertThat(NIGHTLY.isThatOf(HOURLY.trigger(NAME, JOB))).isFalse();
    }
}
