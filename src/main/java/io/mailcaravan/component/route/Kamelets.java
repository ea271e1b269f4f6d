package io.mailcaravan.component.route;

import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.RouteDefinition;

/** Routes that are made of Kamelets, in applications that have any. */
public final class Kamelets {

    private Kamelets() {}

    static boolean isOne(String uri) {
        return uri.startsWith("kamelet:");
    }

    /** What a Kamelet's endpoint within has in common with the one in the route that uses it. */
    static String key(Endpoint endpoint) {
        return Known.key(endpoint);
    }

    /** The class of their endpoints is looked for only where there is one. */
    private static final class Known {
        static String key(Endpoint endpoint) {
            KameletEndpoint kamelet = (KameletEndpoint) endpoint;
            return "kamelet://" + kamelet.getTemplateId() + "/" + kamelet.getRouteId();
        }
    }

    /** The id of a route that is of a Kamelet and has one that is counted up by each start. */
    public static Optional<String> countedId(Route route) {
        return route.getRoute() instanceof RouteDefinition definition
                        && Boolean.TRUE.equals(definition.isKamelet())
                        && route.getRouteId().endsWith("-" + definition.getNodePrefixId())
                ? Optional.of(route.getRouteId())
                : Optional.empty();
    }
}
