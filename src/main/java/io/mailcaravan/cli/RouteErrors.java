package io.mailcaravan.cli;

import io.mailcaravan.mailbox.ConfigurationException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;

/** Says in one sentence what is wrong with a route file. */
final class RouteErrors {

    private RouteErrors() {}

    static ConfigurationException explain(String file, Throwable error) {
        Throwable cause = error;
        while (cause != null) {
            if (cause instanceof ConfigurationException known) {
                return new ConfigurationException(file, known.getMessage(), "");
            }
            if (cause instanceof PropertyBindingException binding) {
                return new ConfigurationException(
                        file,
                        "option '"
                                + binding.getPropertyName()
                                + "' cannot be '"
                                + binding.getValue()
                                + "'",
                        rootMessage(binding));
            }
            if (cause instanceof ResolveEndpointFailedException endpoint
                    && endpoint.getCause() == null) {
                return new ConfigurationException(file, endpoint.getMessage(), "");
            }
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        return new ConfigurationException(file, rootMessage(error), "");
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root.getMessage() == null) {
            return root.getClass().getSimpleName();
        }
        // a YAML parser draws the place over several lines
        return root.getMessage().strip().replaceAll("\\s+", " ");
    }
}
