package io.mailcaravan.component.route;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mapping.Mappings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StepDefinition;

/**
 * The steps {@code propertyMapping} of a route and of those that it calls: which files they name,
 * and through which of them every item has gone that comes to an end.
 */
final class MappingSteps {

    /** Routes may call each other in a circle. */
    private static final int DEPTH = 10;

    private static final String URI = "bean:" + RouteMappings.STEP;

    /** {@code map('keywords.yaml')}. */
    private static final Pattern METHOD =
            Pattern.compile("\\s*map\\s*\\(\\s*(['\"])([^'\"$]*)\\1\\s*\\)\\s*");

    private final Route route;
    private final CamelContext context;
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<MailboxEnd, List<String>> before = new HashMap<>();

    private MappingSteps(Route route) {
        this.route = route;
        this.context = route.getCamelContext();
    }

    static MappingSteps in(Route route) {
        MappingSteps steps = new MappingSteps(route);
        if (route.getRoute() instanceof RouteDefinition definition) {
            steps.walk(definition, List.of(), 0);
        }
        return steps;
    }

    /** All files that a step names. */
    Set<String> names() {
        return names;
    }

    /**
     * The mappings through which all items go that come to this end, in their order; none where
     * they come there in several ways.
     */
    List<String> before(MailboxEnd end) {
        return before.getOrDefault(end, List.of());
    }

    /**
     * @param mapped what an item has gone through that comes to the first of the steps below
     * @return the same for one that has gone through all of them
     */
    private List<String> walk(ProcessorDefinition<?> above, List<String> mapped, int depth) {
        List<String> through = mapped;
        for (ProcessorDefinition<?> step : above.getOutputs()) {
            List<String> behind = step(step, through, depth);
            if (!(above instanceof MulticastDefinition)) { // where each step has its own copy
                through = behind;
            }
        }
        return through;
    }

    private List<String> step(ProcessorDefinition<?> step, List<String> mapped, int depth) {
        Optional<String> name = name(step);
        if (name.isPresent()) {
            names.add(name.get());
            List<String> more = new ArrayList<>(mapped);
            more.add(name.get());
            return List.copyOf(more);
        }
        List<String> inside = walk(step, mapped, depth);
        if (step instanceof PipelineDefinition || step instanceof StepDefinition) {
            return inside;
        }
        Optional<String> uri = RouteSteps.uri(context, step);
        return uri.isPresent() ? sent(uri.get(), mapped, depth) : mapped;
    }

    private List<String> sent(String uri, List<String> mapped, int depth) {
        if (uri.startsWith("mailbox:")) {
            if (!RouteSteps.isOpen(uri)) {
                before.merge(
                        context.getEndpoint(uri, MailboxEnd.class),
                        mapped,
                        (one, other) -> one.equals(other) ? one : List.of());
            }
            return mapped;
        }
        List<RouteDefinition> called =
                depth < DEPTH ? RouteSteps.called(context, uri) : List.<RouteDefinition>of();
        List<String> behind = mapped;
        for (RouteDefinition other : called) {
            behind = walk(other, mapped, depth + 1);
        }
        return uri.startsWith("direct:") && called.size() == 1 ? behind : mapped;
    }

    /** The file that the step names; empty where it is another step. */
    private Optional<String> name(ProcessorDefinition<?> step) {
        return switch (step) {
            case BeanDefinition bean when RouteMappings.STEP.equals(bean.getRef()) ->
                    Optional.of(file(bean.getMethod()));
            case ProcessDefinition process when RouteMappings.STEP.equals(process.getRef()) ->
                    Optional.of(Mappings.DEFAULT);
            default ->
                    RouteSteps.uri(context, step)
                            .map(RouteSteps::name)
                            .filter(uri -> uri.equals(RouteSteps.name(URI)))
                            .map(uri -> Mappings.DEFAULT);
        };
    }

    private String file(String method) {
        if (method == null || method.isBlank() || method.equals("process")) {
            return Mappings.DEFAULT;
        }
        Matcher file = METHOD.matcher(method);
        if (!file.matches()) {
            throw new ConfigurationException(
                    "route " + route.getRouteId(),
                    "the bean " + RouteMappings.STEP + " has no method '" + method + "'",
                    "Write method: \"map('keywords.yaml')\" to name a file, or none for "
                            + Mappings.DEFAULT
                            + ".");
        }
        return file.group(2);
    }
}
