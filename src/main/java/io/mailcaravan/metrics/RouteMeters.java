package io.mailcaravan.metrics;

import io.mailcaravan.component.run.PassCounts;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.progress.Figure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/**
 * Shows what routes have done since the program started. Tagged by route, never by mailbox: ten
 * thousand of those would be as many time series.
 */
public final class RouteMeters {

    private static final String ROUTE = "route";

    private static final List<Figure> STATES =
            List.of(Figure.COPIED, Figure.ADOPTED, Figure.SKIPPED, Figure.FAILED);

    private final MeterRegistry registry;

    public RouteMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** From now on shows this route. */
    public void show(String route, PassCounts counts) {
        STATES.forEach(state -> items(route, state, counts));
        FunctionCounter.builder("caravan.bytes", counts, now -> now.figures().copiedBytes())
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

    private void items(String route, Figure state, PassCounts counts) {
        FunctionCounter.builder("caravan.items", counts, now -> now.figures().get(state))
                .description("Items that got their final state")
                .tag(ROUTE, route)
                .tag("state", state.word())
                .register(registry);
    }
}
