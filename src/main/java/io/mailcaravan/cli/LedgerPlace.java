package io.mailcaravan.cli;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.store.StoreSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Where configuration wants the ledger: in the database of {@code caravan.datasource.url}, else in
 * the state folder.
 */
public final class LedgerPlace {

    public static final String URL = "caravan.datasource.url";

    private static final String USERNAME = "caravan.datasource.username";
    private static final String PASSWORD = "caravan.datasource.password";
    private static final String MAX_SIZE = "caravan.datasource.max-size";
    private static final String CLUSTER = "caravan.cluster.enabled";

    /** No machine serves more connections of one process well. */
    private static final int LARGEST = 500;

    private LedgerPlace() {}

    /**
     * Opens nothing yet.
     *
     * @throws ConfigurationException when a cluster has no database, or a setting is wrong
     */
    public static LedgerDatabase configured(Config config, Path stateFolder) {
        return settings(config)
                .map(LedgerDatabase::postgresql)
                .orElseGet(() -> LedgerDatabase.inStateFolder(stateFolder));
    }

    /** The same for commands that do not start Quarkus. */
    static LedgerDatabase configured(CommonOptions options) {
        return settings(options)
                .map(LedgerDatabase::postgresql)
                .orElseGet(() -> LedgerDatabase.inStateFolder(options.state()));
    }

    static Optional<PostgresSettings> settings(CommonOptions options) {
        // with a ledger in the state folder no configuration is to be started
        return StandaloneConfig.mentions(options, "caravan.datasource", "caravan.cluster")
                ? settings(StandaloneConfig.read(options.config()))
                : Optional.empty();
    }

    private static Optional<PostgresSettings> settings(Config config) {
        Optional<String> url = ConfiguredText.read(config, URL);
        if (url.isEmpty()) {
            if (ConfiguredText.read(config, CLUSTER).filter("true"::equalsIgnoreCase).isPresent()) {
                throw new ConfigurationException(
                        CLUSTER,
                        "true, but there is no database that the nodes could share",
                        "Set "
                                + URL
                                + "=jdbc:postgresql://HOST/DATABASE, "
                                + USERNAME
                                + " and "
                                + PASSWORD
                                + ".");
            }
            return Optional.empty();
        }
        if (!url.get().startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException(
                    URL,
                    "no address of a PostgreSQL database",
                    "Write jdbc:postgresql://HOST/DATABASE; without it the ledger is an SQLite file"
                            + " in the state folder.");
        }
        Secret password =
                ConfiguredText.read(config, PASSWORD)
                        .map(value -> StoreSettings.resolveSecret(value, folder(config), PASSWORD))
                        .orElse(null);
        return Optional.of(
                new PostgresSettings(
                        url.get(),
                        ConfiguredText.read(config, USERNAME).orElse(""),
                        password,
                        maxSize(config)));
    }

    private static int maxSize(Config config) {
        Optional<String> found = ConfiguredText.read(config, MAX_SIZE);
        if (found.isEmpty()) {
            return PostgresSettings.DEFAULT_MAX_SIZE;
        }
        try {
            int size = Integer.parseInt(found.get());
            if (size >= PostgresSettings.SMALLEST && size <= LARGEST) {
                return size;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw new ConfigurationException(
                MAX_SIZE,
                "'"
                        + found.get()
                        + "' is no number from "
                        + PostgresSettings.SMALLEST
                        + " to "
                        + LARGEST,
                "It is the most connections of this process to the database.");
    }

    private static Path folder(Config config) {
        return Path.of(config.getValue("caravan.config", String.class))
                .toAbsolutePath()
                .getParent();
    }
}
