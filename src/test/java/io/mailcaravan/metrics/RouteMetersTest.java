package io.mailcaravan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.PassCounts;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouteMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void metersShouldBeTaggedByRouteStateAndOutcomeOnly() {
        new RouteMeters(registry).show("acme", new PassCounts());
        Set<String> tags =
                registry.getMeters().stream()
                        .map(Meter::getId)
                        .flatMap(id -> id.getTags().stream())
                        .map(Tag::getKey)
                        .collect(Collectors.toSet());
        assertThat(tags).containsExactlyInAnyOrder("route", "state", "outcome");
    }

    @Test
    void everyLedgerStateShouldHaveItsCounter() {
        new RouteMeters(registry).show("acme", new PassCounts());
        for (String state : Set.of("copied", "adopted", "skipped", "failed")) {
            assertThat(registry.get("caravan.items").tag("state", state).functionCounter().count())
                    .isZero();
        }
        assertThat(registry.get("caravan.bytes").functionCounter().count()).isZero();
        assertThat(registry.get("caravan.passes").functionCounters()).hasSize(5);
    }
}
