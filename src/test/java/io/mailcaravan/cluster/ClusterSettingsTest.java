package io.mailcaravan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

    private static ClusterSettings settings(int checkIn, int lease) {
        return new ClusterSettings("a", Duration.ofSeconds(checkIn), Duration.ofSeconds(lease));
    }

    @Test
    void nodeShouldStopAppendingBeforeAnotherBeginsEvenWhereItsClockIsAhead() {
        for (int checkIn : new int[] {1, 5, 60}) {
            ClusterSettings settings = settings(checkIn, 120);
            assertThat(settings.appendLease().plus(ClusterSettings.LARGEST_SKEW.multipliedBy(2)))
                    .isLessThanOrEqualTo(settings.takeOver());
            assertThat(settings.appendLease()).isGreaterThan(settings.checkIn());
        }
    }

    @Test
    void connectionsShouldCountAtLeastUntilTheTakeOver() {
        assertThatThrownBy(() -> settings(5, 12))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.cluster.connection-lease");
    }

    @Test
    void checkInShouldBeSeconds() {
        assertThatThrownBy(() -> settings(0, 60)).hasMessageContaining("caravan.cluster.check-in");
        assertThatThrownBy(() -> settings(301, 900)).hasMessageContaining("between 1s and 5m");
    }
}
