package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LedgerPlaceTest {

    private static final String URL =
            "caravan.datasource.url=jdbc:postgresql://db.example/caravan\n";

    @TempDir Path folder;

    private Optional<PostgresSettings> settings(String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("application.properties"), lines);
        CommonOptions options = new CommonOptions();
        new CommandLine(options).parseArgs("--config", file.toString());
        return LedgerPlace.settings(options);
    }

    @Test
    void withoutAUrlTheLedgerShouldBeInTheStateFolder() throws Exception {
        assertThat(settings("caravan.stores.a.type=imap\n")).isEmpty();
        assertThat(settings("#" + URL)).isEmpty();
    }

    @Test
    void settingsShouldBeReadWithReferences() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "sesame\nand more\n");
        PostgresSettings read =
                settings(
                                URL
                                        + "who=anna\n"
                                        + "caravan.datasource.username=${who}\n"
                                        + "caravan.datasource.password=file:secret.txt\n"
                                        + "caravan.datasource.max-size=20\n")
                        .orElseThrow();
        assertThat(read.url()).isEqualTo("jdbc:postgresql://db.example/caravan");
        assertThat(read.username()).isEqualTo("anna");
        assertThat(read.password().reveal()).isEqualTo("sesame");
        assertThat(read.maxSize()).isEqualTo(20);
        assertThat(read.toString()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "caravan.datasource.max-size=5; application.properties, line 2): '5' is no number from 6",
                "caravan.datasource.max-size=many; 'many' is no number",
                "caravan.datasource.password=file:none.txt; cannot read the secret's file",
                "caravan.datasource.username=${NO_SUCH_VARIABLE_HERE}; refers to something that is not set",
                "caravan.datasource.url=jdbc:mysql://db.example/x; no address of a PostgreSQL database",
            })
    void mistakesShouldBeNamed(String line, String words) {
        assertThatThrownBy(() -> settings(URL + line + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(words);
    }

    @Test
    void clusterWithoutADatabaseShouldSayWhatToSet() {
        assertThatThrownBy(() -> settings("caravan.cluster.enabled=true\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.cluster.enabled")
                .hasMessageContaining("caravan.datasource.url=jdbc:postgresql://HOST/DATABASE");
    }
}
