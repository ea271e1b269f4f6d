package io.mailcaravan.it;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The program's JVM image, run as its documentation says: files of the customer mounted, nothing
 * but the state volume to be written to.
 */
final class CaravanContainer extends GenericContainer<CaravanContainer> {

    /**
     * @param site holds {@code routes/} and {@code application.properties}
     */
    CaravanContainer(Path site, String... command) {
        super(
                new ImageFromDockerfile("mail-caravan-it", false)
                        .withFileFromPath("Dockerfile", Path.of("docker", "Dockerfile.jvm"))
                        .withFileFromPath("caravan", Path.of("caravan"))
                        .withFileFromPath(
                                "target/caravan/caravan.jar",
                                Path.of("target", "caravan", "caravan.jar")));
        withCommand(command);
        // no start, instead of a slow one, with an AOT cache that is not of this Java and jar
        withEnv("CARAVAN_JAVA_OPTS", "-XX:AOTMode=on");
        withCreateContainerCmdModifier(
                create ->
                        create.getHostConfig()
                                .withReadonlyRootfs(true)
                                .withCapDrop(Capability.ALL)
                                .withBinds(
                                        Bind.parse(site.resolve("routes") + ":/routes:ro"),
                                        Bind.parse(
                                                site.resolve("application.properties")
                                                        + ":/config/application.properties:ro")));
        withStartupCheckStrategy(
                new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(2)));
    }

    /** The user the image runs as. */
    String user() {
        return getDockerClient().inspectImageCmd(getDockerImageName()).exec().getConfig().getUser();
    }

    /** What the program ended with. */
    long exitCode() {
        return getDockerClient()
                .inspectContainerCmd(getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
    }
}
