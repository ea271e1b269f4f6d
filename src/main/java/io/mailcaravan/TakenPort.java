package io.mailcaravan;

import io.mailcaravan.mailbox.ConfigurationException;
import io.quarkus.runtime.QuarkusBindException;
import java.net.BindException;
import java.util.Optional;

/** What Quarkus says when it cannot listen. */
final class TakenPort {

    private static final String KEY = "quarkus.http.port";

    private TakenPort() {}

    /** Empty where the failure has another reason. */
    static Optional<ConfigurationException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QuarkusBindException bind) {
                return Optional.of(taken("port " + bind.getPort() + " of " + bind.getHost()));
            }
            if (cause instanceof BindException bind) {
                return Optional.of(taken("the port (" + bind.getMessage() + ")"));
            }
        }
        return Optional.empty();
    }

    private static ConfigurationException taken(String port) {
        return new ConfigurationException(
                KEY,
                port + " is in use by another program, or may not be used",
                "End that program, or set another port, "
                        + KEY
                        + "=8081 for example, in application.properties.");
    }
}
