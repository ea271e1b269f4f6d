package io.mailcaravan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.PassCounts;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.MailboxProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PassCounts counts = new PassCounts();
    private final MailboxProgress mailbox = new MailboxProgress("alice");

    @Test
    void metersShouldBeTaggedByRouteStateAndOutcomeOnly() {
        show();
        Set<String> tags =
                registry.getMeters().stream()
                        .map(Meter::getId)
                        .flatMap(id -> id.getTags().stream())
                        .map(Tag::getKey)
                        .collect(Collectors.toSet());
        assertThat(tags).containsExactlyInAnyOrder("route", "state", "outcome");
    }

    @Test
    void everyFigureShouldHaveOneCounterWithItsNumber() {
        show();
        for (Figure figure : Figure.values()) {
            mailbox.count(ItemKind.MESSAGE, figure, number(figure) - 1);
            mailbox.count(ItemKind.CONTACT, figure, 1);
        }

        assertThat(
                        registry.getMeters().stream()
                                .filter(FunctionCounter.class::isInstance)
                                .filter(meter -> meter.getId().getTag("outcome") == null)
                                .map(meter -> (long) ((FunctionCounter) meter).count()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Figure.values()).map(RouteMetersTest::number).toList());
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void finalStatesShouldBeOneMeterAndOtherFiguresEachTheirOwn(Figure figure) {
        show();
        mailbox.count(ItemKind.MESSAGE, figure, number(figure));

        assertThat(counter(figure).count()).isEqualTo(number(figure));
    }

    @Test
    void passesShouldBeCountedByTheirOutcome() {
        show();
        for (Outcome outcome : Outcome.values()) {
            for (int i = 0; i <= outcome.ordinal(); i++) {
                counts.ended(outcome, new PassCounts.Open(5, 3));
            }
        }

        for (Outcome outcome : Outcome.values()) {
            assertThat(
                            registry.get("caravan.passes")
                                    .tag("outcome", outcome.name().toLowerCase())
                                    .functionCounter()
                                    .count())
                    .isEqualTo(outcome.ordinal() + 1);
        }
        assertThat(registry.get("caravan.open.items").gauge().value()).isEqualTo(5);
        assertThat(registry.get("caravan.open.mailboxes").gauge().value()).isEqualTo(3);
    }

    /** The address has a row in a table. */
    @Test
    void documentationShouldNameEveryMeterAndState() throws IOException {
        show();
        String told =
                Files.readAllLines(Path.of("docs/commands.md")).stream()
                        .filter(line -> line.contains("| `/q/metrics` |"))
                        .collect(Collectors.joining());
        List<String> names =
                registry.getMeters().stream()
                        .map(
                                meter ->
                                        meter.getId().getName().replace('.', '_')
                                                + (meter instanceof FunctionCounter
                                                        ? "_total{"
                                                        : "{"))
                        .toList();
        List<String> states =
                Arrays.stream(Figure.values()).filter(Figure::isState).map(Figure::word).toList();

        assertThat(told).contains(names).contains("with state " + String.join(", ", states) + " ");
    }

    private void show() {
        counts.begin(mailbox);
        new RouteMeters(registry).show("acme", counts);
    }

    /** Different for each. */
    private static long number(Figure figure) {
        return 1L << (figure.ordinal() + 1);
    }

    private FunctionCounter counter(Figure figure) {
        return figure.isState()
                ? registry.get("caravan.items").tag("state", figure.word()).functionCounter()
                : registry.get(
                                "caravan."
                                        + (figure == Figure.ATTRIBUTES_CHANGED
                                                ? "attributes.changed"
                                                : figure.word()))
                        .functionCounter();
    }
}
