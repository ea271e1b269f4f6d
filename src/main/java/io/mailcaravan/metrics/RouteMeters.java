package io.mailcaravan.metrics;

import io.mailcaravan.component.mailbox.PassCounts;
import io.mailcaravan.component.mailbox.PassCounts.Items;
import io.mailcaravan.component.mailbox.PassCounts.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Shows what routes have done since the program started. Tagged by route, never by mailbox: ten
 * thousand of those would be as many time series.
 */
public final class RouteMeters {

    private static final String ROUTE = "route";

    private final MeterRegistry registry;

    public RouteMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** From now on shows this route. */
    public void show(String route, PassCounts counts) {
        items(route, "copied", counts, Items::copied);
        items(route, "adopted", counts, Items::adopted);
        items(route, "skipped", counts, Items::skipped);
        items(route, "failed", counts, Items::failed);
        FunctionCounter.builder("caravan.bytes", counts, now -> now.items().bytes())
                .description("Bytes of messages that were copied")
                .baseUnit("bytes")
                .tag(ROUTE, route)
                .register(registry);
        Gauge.builder("caravan.open.items", counts, now -> now.open().items())
                .description("Items that are failed after the last pass, whichever failed at them")
                .tag(ROUTE, route)
                .register(registry);
        Gauge.builder("caravan.open.mailboxes", counts, now -> now.open().mailboxes())
                .description("Mailboxes that the last pass has not left complete")
                .tag(ROUTE, route)
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            FunctionCounter.builder("caravan.passes", counts, now -> now.passes(outcome))
                    .description("Passes that have ended")
                    .tag(ROUTE, route)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private void items(String route, String state, PassCounts counts, ToLongFunction<Items> what) {
        FunctionCounter.builder("caravan.items", counts, now -> what.applyAsLong(now.items()))
                .description("Items that got their final state")
                .tag(ROUTE, route)
                .tag("state", state)
                .register(registry);
    }
}
