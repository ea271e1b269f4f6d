package io.mailcaravan.testkit;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A real Courier, built from {@code docker/courier/}, where the environment variables are
 * described. Any user has the password {@code secret}.
 */
public final class CourierContainer extends GenericContainer<CourierContainer> {
    private static final int PLAIN = 1143;

    public CourierContainer() {
        super(ServerImage.of("courier"));
        withExposedPorts(PLAIN);
        withStartupAttempts(ServerImage.ATTEMPTS);
        waitingFor(Wait.forListeningPort());
    }

    /** Clear text. */
    public int plainPort() {
        return getMappedPort(PLAIN);
    }
}
