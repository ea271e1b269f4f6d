package io.mailcaravan.component.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.support.PluginHelper;

/**
 * What decides which items a route copies, as a short text that changes with it: the options that
 * filter, and the route's steps.
 */
final class RouteRules {

    /** Made anew by each start: identifiers that Camel gives to steps without one. */
    private static final Pattern MADE =
            Pattern.compile(" (?:id|customId|uuid|sourceLocation|sourceLineNumber)=\"[^\"]*\"");

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
                        steps(route).orElse(""));
        return UUID.nameUUIDFromBytes(rules.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Empty where the route has no model, or it cannot be written. */
    private static Optional<String> steps(Route route) {
        NamedNode model = route.getRoute();
        if (model == null) {
            return Optional.empty();
        }
        try {
            ModelToXMLDumper dumper = PluginHelper.getModelToXMLDumper(route.getCamelContext());
            String xml = dumper.dumpModelAsXml(route.getCamelContext(), model);
            return Optional.ofNullable(xml).map(text -> MADE.matcher(text).replaceAll(""));
        } catch (Exception e) {
            return Optional.empty();
        }
    }
}
