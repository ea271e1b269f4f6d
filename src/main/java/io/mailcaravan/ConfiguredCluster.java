package io.mailcaravan;

import static io.mailcaravan.config.ProgramSettings.CLUSTER_CHECK_IN;
import static io.mailcaravan.config.ProgramSettings.CLUSTER_CONNECTION_LEASE;
import static io.mailcaravan.config.ProgramSettings.CLUSTER_ENABLED;
import static io.mailcaravan.config.ProgramSettings.CLUSTER_NODE;

import io.mailcaravan.cluster.ClusterSettings;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads {@code caravan.cluster.KEY}. */
final class ConfiguredCluster {

    private ConfiguredCluster() {}

    /** Empty where this process works alone. */
    static Optional<ClusterSettings> read(ProgramSettings settings) {
        if (!settings.get(CLUSTER_ENABLED)) {
            return Optional.empty();
        }
        return Optional.of(
                settings.placing(
                        () ->
                                new ClusterSettings(
                                        settings.find(CLUSTER_NODE)
                                                .orElseGet(ConfiguredCluster::hostName),
                                        settings.get(CLUSTER_CHECK_IN),
                                        settings.get(CLUSTER_CONNECTION_LEASE))));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    ProgramSettings.key(CLUSTER_NODE),
                    "not set, and this machine does not know its name: " + e.getMessage(),
                    "Set it to a name of your own for this node.");
        }
    }
}
