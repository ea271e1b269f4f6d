package io.mailcaravan.http;

import io.mailcaravan.tls.Authorities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the services of one store are reached.
 *
 * @param store its name, for what is told
 * @param patience to connect, and for a body to go on
 * @param answer for an answer to begin once all is sent
 * @param trust whom to trust; empty for Java's own list
 */
public record WebSettings(
        String store, Duration patience, Duration answer, Optional<SSLContext> trust) {

    /**
     * Trusts the authorities of a file alone.
     *
     * @param file certificates in PEM
     * @param place the setting that names it, for errors
     * @throws io.mailcaravan.mailbox.ConfigurationException where there is none in it
     */
    public static SSLContext trusting(Path file, String place) {
        return Authorities.context(Optional.of(file), place);
    }
}
