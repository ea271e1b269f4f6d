package io.mailcaravan.store.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ByteBudget.Direction;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.DailyBytes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static StoreSettings settings(String key, String value) {
        return new StoreSettings("old", Map.of("type", "memory", key, value), Path.of("."));
    }

    @Test
    void sizesShouldBeReadAsPeopleWriteThem() {
        assertThat(Limits.of(settings("bytes-per-day", "2500MB")).perDay())
                .isEqualTo(OptionalLong.of(2500L << 20));
        assertThat(Limits.of(settings("bytes-per-day-per-mailbox", "500 MiB")).perDayPerMailbox())
                .isEqualTo(OptionalLong.of(500L << 20));
        assertThat(Limits.of(settings("bytes-per-second", "10MB")).none()).isFalse();
        assertThat(Limits.of(settings("connections", "4")).none()).isTrue();
    }

    @Test
    void limitOfATypeShouldHoldUnlessConfigurationHasAnother() {
        Optional<DailyBytes> allowed = Optional.of(new DailyBytes(2_000, 500));
        Limits unset = Limits.of(settings("connections", "4"), allowed);
        assertThat(unset.none()).isFalse();
        assertThat(unset.ofAMailbox(Direction.READ)).hasValue(2_000);
        assertThat(unset.ofAMailbox(Direction.WRITE)).hasValue(500);

        Limits set = Limits.of(settings("bytes-per-day-per-mailbox", "10GB"), allowed);
        assertThat(set.ofAMailbox(Direction.READ)).hasValue(10L << 30);
        assertThat(set.ofAMailbox(Direction.WRITE)).hasValue(10L << 30);
    }

    @Test
    void whatIsNoSizeShouldNameTheSetting() {
        for (String wrong : new String[] {"much", "-1", "0", "2.5GB"}) {
            assertThatThrownBy(() -> Limits.of(settings("bytes-per-day", wrong)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("caravan.stores.old.bytes-per-day")
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void paceShouldSpreadBytesOverTime() {
        Pace pace = new Pace(1000);
        long now = System.nanoTime() + TimeUnit.HOURS.toNanos(1);

        assertThat(pace.reserve(500, now)).isZero();
        assertThat(pace.reserve(500, now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(pace.reserve(1, now)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(pace.reserve(1, now + TimeUnit.SECONDS.toNanos(10))).isZero();
    }
}
