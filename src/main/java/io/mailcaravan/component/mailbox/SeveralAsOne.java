package io.mailcaravan.component.mailbox;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

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
                    isSuch(output) && sends(output, route, depth)
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
                || step instanceof OnCompletionDefinition;
    }

    private static boolean sends(ProcessorDefinition<?> step, Route route, int depth) {
        return step.getOutputs().stream()
                .anyMatch(output -> leads(output, route, depth) || sends(output, route, depth));
    }

    private static boolean leads(ProcessorDefinition<?> step, Route route, int depth) {
        String to =
                switch (step) {
                    case ToDynamicDefinition dynamic -> dynamic.getUri(); // wireTap, too
                    case ToDefinition fixed -> fixed.getEndpointUri();
                    case RecipientListDefinition<?> list -> list.getExpression().getExpression();
                    case RoutingSlipDefinition<?> slip -> slip.getExpression().getExpression();
                    default -> "";
                };
        return to != null && (to.contains("mailbox:") || called(to, route, depth));
    }

    private static boolean called(String uri, Route route, int depth) {
        List<RouteDefinition> routes =
                route.getCamelContext()
                        .getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteDefinitions();
        return depth < 10
                && routes.stream()
                        .filter(other -> other.getInput() != null)
                        .filter(other -> other.getInput().getEndpointUri().equals(uri))
                        .anyMatch(other -> sends(other, route, depth + 1));
    }
}
