package io.mailcaravan.component.route;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;

/**
 * What decides which items a route copies, as a short text that changes with it: the options that
 * filter, and the steps of the route and of those that it may call, with the mapping files that
 * they name. What another bean does within is not seen.
 */
public final class RouteRules {

    /** Of what has no text of its own; made anew by each start. */
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{4,}");

    private RouteRules() {}

    public static String of(MailboxEnd endpoint, RouteEnds ends, RouteMappings mappings) {
        String rules = String.join("\n", endpoint.filterRules(), steps(ends), mappings.rules());
        return UUID.nameUUIDFromBytes(rules.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Of the route and of those that it calls. */
    private static String steps(RouteEnds ends) {
        return ends.routes().stream().map(RouteRules::steps).collect(Collectors.joining("\n"));
    }

    /** As Camel writes them, with today's values of placeholders. */
    private static String steps(Route route) {
        if (!(route.getRoute() instanceof RouteDefinition definition)) {
            return "";
        }
        String steps = IDENTITY.matcher(definition.getOutputs().toString()).replaceAll("");
        try {
            return route.getCamelContext().resolvePropertyPlaceholders(steps);
        } catch (IllegalArgumentException e) {
            return steps; // one that only a step resolves, or a script that looks like it
        }
    }
}
