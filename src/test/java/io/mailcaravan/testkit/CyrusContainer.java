package io.mailcaravan.testkit;

import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * A real Cyrus, built from {@code docker/cyrus/}, where the environment variables are described.
 * Any user has the password {@code secret}; {@code admin}, {@code adminpass} may act for each.
 */
public final class CyrusContainer extends GenericContainer<CyrusContainer> {
    private static final int PLAIN = 1143;
    private static final Path FOLDER = Path.of("docker", "cyrus");

    public CyrusContainer() {
        super(
                new ImageFromDockerfile("mail-caravan-cyrus", false)
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
