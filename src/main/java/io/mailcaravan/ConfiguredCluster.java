package io.mailcaravan;

import io.mailcaravan.cluster.ClusterSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Reads {@code caravan.cluster.KEY}. */
final class ConfiguredCluster {

    private static final String ENABLED = "caravan.cluster.enabled";
    private static final String NODE = "caravan.cluster.node";
    private static final String CHECK_IN = "caravan.cluster.check-in";
    private static final String CONNECTION_LEASE = "caravan.cluster.connection-lease";
    private static final Duration DEFAULT_CONNECTION_LEASE = Duration.ofMinutes(1);

    private ConfiguredCluster() {}

    static boolean enabled(Config config) {
        return ConfiguredFlag.isSet(config, ENABLED);
    }

    /** Empty where this process works alone. */
    static Optional<ClusterSettings> read(Config config) {
        if (!enabled(config)) {
            return Optional.empty();
        }
        Duration checkIn = duration(config, CHECK_IN, ClusterSettings.DEFAULT_CHECK_IN);
        Duration lease = duration(config, CONNECTION_LEASE, DEFAULT_CONNECTION_LEASE);
        return Optional.of(new ClusterSettings(node(config), checkIn, lease));
    }

    private static Duration duration(Config config, String key, Duration otherwise) {
        try {
            return config.getOptionalValue(key, Duration.class).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    key,
                    "'"
                            + config.getOptionalValue(key, String.class).orElse("")
                            + "' is no duration",
                    "Write 5s, 1m or PT5S.");
        }
    }

    private static String node(Config config) {
        Optional<String> name =
                config.getOptionalValue(NODE, String.class)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty());
        return name.orElseGet(ConfiguredCluster::hostName);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    NODE,
                    "not set, and this machine does not know its name: " + e.getMessage(),
                    "Set it to a name of your own for this node.");
        }
    }
}
