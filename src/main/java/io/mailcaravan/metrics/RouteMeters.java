package io.mailcaravan.metrics;

import io.mailcaravan.component.run.PassCounts;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.progress.Figure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

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
        for (Figure figure : Figure.values()) {
            counter(figure, counts).tag(ROUTE, route).register(registry);
        }
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

    /** The final states under one name, of which they are the parts; others under their own. */
    private static FunctionCounter.Builder<PassCounts> counter(Figure figure, PassCounts counts) {
        FunctionCounter.Builder<PassCounts> counter =
                FunctionCounter.builder(
                        figure.isState() ? "caravan.items" : "caravan." + dotted(figure.word()),
                        counts,
                        now -> now.get(figure));
        return figure.isState()
                ? counter.description("Items that have got their final state, pass by pass")
                        .tag("state", figure.word())
                : counter.description("Counted by the passes: " + figure.words());
    }

    /** As meters are named: {@code flags.changed}. */
    private static String dotted(String word) {
        return word.replaceAll("(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
    }
}
