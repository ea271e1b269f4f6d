package io.mailcaravan.component.mailbox;

import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.WireTapDefinition;

/**
 * Finds mailbox ends inside of steps that make one message of several, or several of one, or let go
 * of an item before it has gone through.
 */
final class SeveralAsOne {

    private SeveralAsOne() {}

    /** The step's name in YAML; empty where there is none. */
    static String in(Route route) {
        return route.getRoute() instanceof RouteDefinition definition
                ? in(definition, route, 0).orElse("")
                : "";
    }

    private static Optional<String> in(ProcessorDefinition<?> step, Route route, int depth) {
        for (ProcessorDefinition<?> output : step.getOutputs()) {
            Optional<String> found =
                    isSuch(output) && (leads(output, route, depth) || sends(output, route, depth))
                            ? Optional.of(output.getShortName())
                            : in(output, route, depth);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isSuch(ProcessorDefinition<?> step) {
        return step instanceof AggregateDefinition
                || step instanceof SplitDefinition
                || step instanceof ResequenceDefinition
                || step instanceof OnCompletionDefinition
                || isWithoutTheItem(step);
    }

    /** Without a copy of it, the tapped exchange has nothing of the item. */
    private static boolean isWithoutTheItem(ProcessorDefinition<?> step) {
        return step instanceof WireTapDefinition<?> tap && "false".equals(tap.getCopy());
    }

    private static boolean sends(ProcessorDefinition<?> step, Route route, int depth) {
        return step.getOutputs().stream()
                .anyMatch(output -> leads(output, route, depth) || sends(output, route, depth));
    }

    private static boolean leads(ProcessorDefinition<?> step, Route route, int depth) {
        String to =
                switch (step) {
                    case RecipientListDefinition<?> list -> list.getExpression().getExpression();
                    case RoutingSlipDefinition<?> slip -> slip.getExpression().getExpression();
                    default -> RouteSteps.uri(route.getCamelContext(), step).orElse("");
                };
        return to != null && (to.contains("mailbox:") || called(to, route, depth));
    }

    private static boolean called(String uri, Route route, int depth) {
        return depth < 10
                && RouteSteps.called(route.getCamelContext(), uri).stream()
                        .anyMatch(other -> sends(other, route, depth + 1));
    }
}
