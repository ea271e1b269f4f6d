package io.mailcaravan;

import static io.mailcaravan.config.ProgramSettings.DATASOURCE_MAX_SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.cli.LedgerPlace;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.TextSource;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSettingsReadTest {

    @TempDir Path folder;

    /** The state folder is known before the configuration is: CommonOptions has it by its key. */
    @Test
    void whatIsDeclaredShouldBeRead() {
        ProgramSettings settings =
                new ProgramSettings(
                        new TextSource(
                                Map.of(
                                        "caravan.cluster.enabled", "true",
                                        "caravan.cluster.node", "a",
                                        "caravan.datasource.url", "jdbc:postgresql://none/x")));
        assertThat(ConfiguredTnef.read(settings)).isNotNull();
        assertThat(ConfiguredCluster.read(settings)).isPresent();
        LedgerPlace.configured(settings, folder).close();
        assertThat(settings.unread()).containsExactly(ProgramSettings.STATE);
    }

    /** What the ledger says of its connections and what can be set are in two packages. */
    @Test
    void connectionsShouldBeThoseThatTheLedgerNeeds() {
        ProgramSettings none = new ProgramSettings(new TextSource(Map.of()));
        assertThat(none.get(DATASOURCE_MAX_SIZE)).isEqualTo(PostgresSettings.DEFAULT_MAX_SIZE);
        assertThat(connections(PostgresSettings.SMALLEST)).isEqualTo(PostgresSettings.SMALLEST);
        assertThatThrownBy(() -> connections(PostgresSettings.SMALLEST - 1))
                .isInstanceOf(ConfigurationException.class);
    }

    private static int connections(int number) {
        String key = ProgramSettings.key(DATASOURCE_MAX_SIZE);
        return new ProgramSettings(new TextSource(Map.of(key, Integer.toString(number))))
                .get(DATASOURCE_MAX_SIZE);
    }
}
