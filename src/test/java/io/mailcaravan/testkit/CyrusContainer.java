package io.mailcaravan.testkit;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A real Cyrus, built from {@code docker/cyrus/}, where the environment variables are described.
 * Any user has the password {@code secret}; {@code admin}, {@code adminpass} may act for each.
 */
public final class CyrusContainer extends GenericContainer<CyrusContainer> {
    private static final int PLAIN = 1143;
    private static final int HTTP = 1080;

    public CyrusContainer() {
        super(ServerImage.of("cyrus"));
        withExposedPorts(PLAIN);
        withStartupAttempts(ServerImage.ATTEMPTS);
        waitingFor(Wait.forListeningPort());
    }

    /** The same with JMAP; a mailbox is there once it was signed in to by IMAP. */
    public CyrusContainer withJmap() {
        addExposedPorts(HTTP);
        return withEnv("HTTP_PORT", Integer.toString(HTTP));
    }

    /** JMAP, in clear text. */
    public String jmapUrl() {
        return "http://" + getHost() + ":" + getMappedPort(HTTP);
    }

    /** Clear text. */
    public int plainPort() {
        return getMappedPort(PLAIN);
    }
}
