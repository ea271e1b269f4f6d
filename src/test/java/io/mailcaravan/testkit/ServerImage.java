package io.mailcaravan.testkit;

import java.nio.file.Path;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The images of servers that tests start, built from their folders below {@code docker/}. */
final class ServerImage {

    /** To start a container is none of what is tested; on a busy engine one may fail. */
    static final int ATTEMPTS = 3;

    private ServerImage() {}

    static ImageFromDockerfile of(String folder) {
        return new ImageFromDockerfile("mail-caravan-" + folder, false)
                .withFileFromPath(".", Path.of("docker", folder))
                // packages come from where the machine itself gets them
                .withBuildImageCmdModifier(build -> build.withNetworkMode("host"));
    }
}
