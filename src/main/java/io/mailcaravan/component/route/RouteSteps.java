package io.mailcaravan.component.route;

import io.mailcaravan.component.item.EndpointUris;
import io.mailcaravan.component.item.MailboxConstants;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** The steps of a route as its file has them, with those of the routes that it calls. */
final class RouteSteps {

    /** Routes may call each other in a circle. */
    private static final int DEPTH = 10;

    private final CamelContext context;
    private final List<Step> steps = new ArrayList<>();

    /**
     * A step in its place.
     *
     * @param branches by each choice around it, a key of its own for each call, the branch taken
     */
    record Step(ProcessorDefinition<?> definition, Map<Object, Integer> branches) {

        /** Whether no item can come to both. */
        boolean excludes(Step other) {
            return branches.entrySet().stream()
                    .anyMatch(
                            choice -> {
                                Integer branch = other.branches.get(choice.getKey());
                                return branch != null && !branch.equals(choice.getValue());
                            });
        }
    }

    private RouteSteps(CamelContext context) {
        this.context = context;
    }

    /** In their order; a route that is called twice comes twice. */
    static List<Step> of(Route route) {
        RouteSteps all = new RouteSteps(route.getCamelContext());
        if (route.getRoute() instanceof RouteDefinition definition) {
            all.below(definition, Map.of(), false, 0);
        }
        return all.steps;
    }

    /**
     * @param again whether the steps may be taken more than once, so that a choice in them decides
     *     nothing
     */
    private void below(
            ProcessorDefinition<?> above, Map<Object, Integer> branches, boolean again, int depth) {
        Object choice = new Object();
        int branch = 0;
        for (ProcessorDefinition<?> step : above.getOutputs()) {
            Map<Object, Integer> here = branches;
            if (above instanceof ChoiceDefinition && !again) {
                here = new IdentityHashMap<>(branches);
                here.put(choice, branch++);
            }
            steps.add(new Step(step, here));
            below(step, here, again || step instanceof LoopDefinition, depth);
            Optional<String> called = uri(context, step);
            if (called.isPresent() && depth < DEPTH) {
                for (RouteDefinition route : called(context, called.get())) {
                    below(route, here, again, depth + 1);
                }
            }
        }
    }

    /** Whether the step says by a header to which mailbox the ends behind it append. */
    static boolean redirects(ProcessorDefinition<?> step) {
        return switch (step) {
            case SetHeaderDefinition header -> isDestination(header.getName());
            case SetHeadersDefinition headers ->
                    headers.getHeaders().stream()
                            .anyMatch(header -> isDestination(header.getName()));
            default -> false;
        };
    }

    private static boolean isDestination(String name) {
        return name != null
                && (name.equalsIgnoreCase(MailboxConstants.DESTINATION) || name.contains("${"));
    }

    /** Where the step sends to, with today's values of placeholders; empty for other steps. */
    static Optional<String> uri(CamelContext context, ProcessorDefinition<?> step) {
        return switch (step) {
            case ToDynamicDefinition dynamic -> resolved(context, dynamic.getUri()); // wireTap, too
            case ToDefinition fixed -> resolved(context, fixed.getEndpointUri());
            default -> Optional.empty();
        };
    }

    private static Optional<String> resolved(CamelContext context, String uri) {
        try {
            return Optional.ofNullable(uri).map(context::resolvePropertyPlaceholders);
        } catch (IllegalArgumentException e) {
            return Optional.of(uri); // a parameter of a template
        }
    }

    /** Only an item, or the parameters of a template, tell what it becomes. */
    static boolean isOpen(String uri) {
        return uri.contains("${") || uri.contains("{{");
    }

    static List<RouteDefinition> called(CamelContext context, String uri) {
        String name = name(context, uri);
        return context
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteDefinitions()
                .stream()
                .filter(route -> route.getInput() != null)
                .filter(
                        route ->
                                resolved(context, route.getInput().getEndpointUri())
                                        .filter(input -> name(context, input).equals(name))
                                        .isPresent())
                .toList();
    }

    private static String name(CamelContext context, String uri) {
        Endpoint kamelet = Kamelets.isOne(uri) ? context.hasEndpoint(uri) : null;
        return kamelet == null ? name(uri) : Kamelets.key(kamelet);
    }

    /** Options, the size of a queue for example, make no other endpoint. */
    static String name(String uri) {
        return EndpointUris.withoutOptions(uri).replaceFirst(":(//)?", "://");
    }
}
