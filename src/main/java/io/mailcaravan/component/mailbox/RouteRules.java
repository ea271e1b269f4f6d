package io.mailcaravan.component.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;

/**
 * What decides which items a route copies, as a short text that changes with it: the options that
 * filter, and the route's steps.
 */
final class RouteRules {

    private RouteRules() {}

    static String of(MailboxEndpoint endpoint, Route route) {
        MailboxConfiguration configuration = endpoint.getConfiguration();
        String rules =
                String.join(
                        "\n",
                        configuration.getFolders(),
                        configuration.getExcludeFolders(),
                        configuration.getSince(),
                        configuration.getBefore(),
                        configuration.getDateField(),
                        configuration.getMaxSize(),
                        configuration.getFlags(),
                        steps(endpoint, route));
        return UUID.nameUUIDFromBytes(rules.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Of the route and of those that it calls; identifiers that Camel makes are not in it. */
    private static String steps(MailboxEndpoint endpoint, Route route) {
        return RouteEnds.of(endpoint.getCamelContext(), route).routes().stream()
                .map(Route::getRoute)
                .map(model -> model instanceof RouteDefinition steps ? steps.getOutputs() : model)
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }
}
