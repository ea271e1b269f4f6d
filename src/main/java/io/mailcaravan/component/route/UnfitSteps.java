package io.mailcaravan.component.route;

import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.WireTapDefinition;

/**
 * Finds steps that cannot have a mailbox end: they make one message of several or several of one,
 * let go of an item before it has gone through, or choose anew each time it comes.
 */
final class UnfitSteps {

    private static final String OTHER = ", where an exchange is no longer the item it was";

    private static final String TIMEOUT =
            " with a timeout, which lets go of an item before it has gone through";

    private UnfitSteps() {}

    /** What the route does wrong, as a sentence goes on; empty where nothing. */
    static Optional<String> in(Route route) {
        return route.getRoute() instanceof RouteDefinition definition
                ? in(definition, route, 0)
                : Optional.empty();
    }

    /** Whether a step hands one body to several branches at once; Camel copies it for multicast. */
    static boolean sharesBodies(Route route) {
        return RouteSteps.of(route).stream()
                .map(RouteSteps.Step::definition)
                .anyMatch(
                        step ->
                                step instanceof RecipientListDefinition<?> list
                                        && "true".equals(list.getParallelProcessing()));
    }

    private static Optional<String> in(ProcessorDefinition<?> step, Route route, int depth) {
        for (ProcessorDefinition<?> output : step.getOutputs()) {
            Optional<String> found =
                    why(output)
                            .filter(
                                    reason ->
                                            leads(output, route, depth)
                                                    || sends(output, route, depth))
                            .map(reason -> inside(output) + reason)
                            .or(() -> in(output, route, depth));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String inside(ProcessorDefinition<?> step) {
        return "it sends to a mailbox inside of " + step.getShortName();
    }

    private static Optional<String> why(ProcessorDefinition<?> step) {
        return switch (step) {
            case AggregateDefinition aggregate -> Optional.of(OTHER);
            case SplitDefinition split -> Optional.of(OTHER);
            case ResequenceDefinition resequence -> Optional.of(OTHER);
            case OnCompletionDefinition completion -> Optional.of(OTHER);
            case LoadBalanceDefinition balance ->
                    Optional.of(", which chooses another end each time an item comes");
            case EnrichDefinition enrich -> Optional.of(", whose answer is no item");
            case PollEnrichDefinition poll -> Optional.of(", which reads it without a pass");
            case PollDefinition poll -> Optional.of(", which reads it without a pass");
            case MulticastDefinition multicast when isSet(multicast.getTimeout()) ->
                    Optional.of(TIMEOUT);
            default -> isWithoutTheItem(step) ? Optional.of(OTHER) : Optional.empty();
        };
    }

    private static boolean isSet(String timeout) {
        return timeout != null && !timeout.equals("0");
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
                    case EnrichDefinition enrich -> enrich.getExpression().getExpression();
                    case PollEnrichDefinition poll -> poll.getExpression().getExpression();
                    case PollDefinition poll -> poll.getUri();
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
