package io.mailcaravan.cli;

import static io.mailcaravan.config.ProgramSettings.CLUSTER_ENABLED;
import static io.mailcaravan.config.ProgramSettings.DATASOURCE_MAX_SIZE;
import static io.mailcaravan.config.ProgramSettings.DATASOURCE_PASSWORD;
import static io.mailcaravan.config.ProgramSettings.DATASOURCE_URL;
import static io.mailcaravan.config.ProgramSettings.DATASOURCE_USERNAME;

import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where configuration wants the ledger: in the database of {@code caravan.datasource.url}, else in
 * the state folder.
 */
public final class LedgerPlace {

    private LedgerPlace() {}

    /**
     * Opens nothing yet.
     *
     * @throws ConfigurationException when a cluster has no database, or a setting is wrong
     */
    public static LedgerDatabase configured(ProgramSettings settings, Path stateFolder) {
        return postgresql(settings)
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
                ? postgresql(StandaloneConfig.read(options.config()))
                : Optional.empty();
    }

    private static Optional<PostgresSettings> postgresql(ProgramSettings settings) {
        Optional<String> url = settings.find(DATASOURCE_URL);
        if (url.isEmpty() && settings.get(CLUSTER_ENABLED)) {
            throw new ConfigurationException(
                    settings.place(CLUSTER_ENABLED),
                    "true, but there is no database that the nodes could share",
                    "Set "
                            + settings.fullKey(DATASOURCE_URL)
                            + "=jdbc:postgresql://HOST/DATABASE, "
                            + settings.fullKey(DATASOURCE_USERNAME)
                            + " and "
                            + settings.fullKey(DATASOURCE_PASSWORD)
                            + ".");
        }
        return url.map(
                address ->
                        settings.placing(
                                () ->
                                        new PostgresSettings(
                                                address,
                                                settings.find(DATASOURCE_USERNAME).orElse(""),
                                                settings.find(DATASOURCE_PASSWORD).orElse(null),
                                                settings.get(DATASOURCE_MAX_SIZE))));
    }
}
