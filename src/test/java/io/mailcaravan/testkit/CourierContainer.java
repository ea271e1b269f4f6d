package io.mailcaravan.testkit;

import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * A real Courier, built from {@code docker/courier/}, where the environment variables are
 * described. Any user has the password {@code secret}.
 */
public final class CourierContainer extends GenericContainer<CourierContainer> {
    private static final int PLAIN = 1143;
    private static final Path FOLDER = Path.of("docker", "courier");

    public CourierContainer() {
        super(
                new ImageFromDockerfile("mail-caravan-courier", false)
                        .withFileFromPath(".", FOLDER)
                        // packages come from where the machine itself gets them
                        .withBuildImageCmdModifier(build -> build.withNetworkMode("host")));
        withExposedPorts(PLAIN);
        waitingFor(Wait.forListeningPort());
    }

    /** Clear text. */
    public int plainPort() {
        return getMappedPort(PLAIN);
    }
}
