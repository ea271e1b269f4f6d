package io.mailcaravan.component.mailbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;
import org.apache.camel.Route;

/** Finds the mailbox endpoints that a route sends to, itself or through routes it calls. */
public final class RouteDestinations {

    private RouteDestinations() {}

    /** In the order of the route's steps. */
    public static List<MailboxEndpoint> of(CamelContext context, Route route) {
        Set<MailboxEndpoint> found = new LinkedHashSet<>();
        collect(context, route, found, new LinkedHashSet<>());
        return List.copyOf(found);
    }

    private static void collect(
            CamelContext context, Route route, Set<MailboxEndpoint> found, Set<Route> seen) {
        if (!seen.add(route)) {
            return;
        }
        for (Processor processor : route.filter("*")) {
            if (!(processor instanceof EndpointAware aware) || aware.getEndpoint() == null) {
                continue;
            }
            Endpoint endpoint = aware.getEndpoint();
            if (endpoint instanceof MailboxEndpoint mailbox) {
                found.add(mailbox);
                continue;
            }
            for (Route called : context.getRoutes()) {
                if (called.getEndpoint().getEndpointUri().equals(endpoint.getEndpointUri())) {
                    collect(context, called, found, seen);
                }
            }
        }
    }
}
