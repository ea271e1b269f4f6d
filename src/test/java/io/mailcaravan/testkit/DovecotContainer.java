package io.mailcaravan.testkit;

import java.io.IOException;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A real Dovecot, built from {@code docker/dovecot/}, where the environment variables are
 * described. Any user has the password {@code secret}; master user {@code admin}, {@code
 * adminpass}.
 */
public final class DovecotContainer extends GenericContainer<DovecotContainer> {
    private static final int PLAIN = 1143;
    private static final int TLS = 1993;

    public DovecotContainer() {
        super(ServerImage.of("dovecot"));
        withExposedPorts(PLAIN, TLS);
        withStartupAttempts(ServerImage.ATTEMPTS);
        waitingFor(Wait.forListeningPort());
    }

    /** Clear text and STARTTLS. */
    public int plainPort() {
        return getMappedPort(PLAIN);
    }

    /** TLS from the first byte. */
    public int tlsPort() {
        return getMappedPort(TLS);
    }

    /** Writes the certificate of the authority that signed the server's into the folder. */
    public Path caFile(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("ca.pem");
        copyFileFromContainer("/srv/tls/ca.pem", file.toString());
        return file;
    }
}
