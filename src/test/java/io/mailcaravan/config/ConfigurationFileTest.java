package io.mailcaravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

    private static final String KEY = "caravan.stores.a.password=";

    @TempDir Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("application.properties"), text);
    }

    private void assertRefused(Path file, String... words) {
        assertThatThrownBy(() -> ConfigurationFile.check(file, Optional.of("--config")))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(error -> assertThat(error.getMessage()).contains(words))
                .hasMessageNotContaining("sesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sesame\\word",
                "sesame\\new",
                "sesame\\table",
                "sesame\\user",
                "\\sesame",
                "sesame\\$x",
                "sesame\\",
                "sesame\\\ncaravan.stores.a.host=x",
                "sesame\\\n\ncaravan.stores.a.host=x"
            })
    void backslashThatTheFormatWouldTakeShouldBeRefusedWithItsLine(String password)
            throws Exception {
        Path file = file("# a comment with \\ in it\n" + KEY + password + "\n");
        assertRefused(file, "application.properties, line 2", "caravan.stores.a.password", "\\\\");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ses\\\\ame",
                "ses\\=ame\\:\\#\\!\\ ",
                "s\\u00e9same",
                "a,\\\n  b,\\\n  c",
                "ends in two\\\\",
                "\\\\\\\\server\\\\share"
            })
    void whatTheFormatReadsAsMeantShouldPass(String value) throws Exception {
        Path file = file("! old\n" + KEY + value + "\ncaravan.stores.a.host=x\n");
        assertThatCode(() -> ConfigurationFile.check(file, Optional.empty()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/backup      # each is a directory", "/srv/backup #"})
    void commentBehindAValueShouldBeRefused(String value) throws Exception {
        assertRefused(
                file("\ncaravan.stores.a.path=" + value + "\n"),
                "application.properties, line 2",
                "caravan.stores.a.path has a #",
                "line of its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caravan.stores.a.path=/srv/a#1",
                "caravan.stores.a.path=/srv/a \\# 1",
                "caravan.stores.a.password=a # b",
                "quarkus.log.console.format=%d # %s"
            })
    void numberSignThatIsMeantShouldPass(String line) throws Exception {
        assertThatCode(() -> ConfigurationFile.check(file(line + "\n"), Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void otherNamesAndEncodingsShouldBeRefused() throws Exception {
        assertRefused(
                Files.writeString(folder.resolve("acme.conf"), KEY), "does not end in .properties");
        assertRefused(folder.resolve("none.properties"), "--config", "no such file");
        assertRefused(
                Files.write(
                        folder.resolve("latin.properties"),
                        (KEY + "m\u00fcller\n").getBytes(StandardCharsets.ISO_8859_1)),
                "latin.properties, line 1: is not UTF-8");
        assertRefused(file("\uFEFF" + KEY + "sesame\n"), "line 1: begins with a byte order mark");
        assertRefused(Files.createDirectory(folder.resolve("dir.properties")), "is a folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caravan.datasourse.url      | Did you mean 'caravan.datasource.url'?",
                "caravan.datasource.maxsize  | Did you mean 'caravan.datasource.max-size'?",
                "caravan.store.acme-old.host | Did you mean 'caravan.stores.acme-old.host'?",
                "caravan.cluster.enable      | Did you mean 'caravan.cluster.enabled'?",
                "caravan.stat                | Did you mean 'caravan.state'?",
                "caravan.tnef.keep           | caravan.tnef.keep-original, caravan.tnef.keep-rtf",
                "caravan.stores              | caravan.stores.NAME.SETTING",
                "caravan.routes              | --routes",
                "caravn.state                | Did you mean 'caravan.state'?",
                "Caravan.stores.a.type       | Did you mean 'caravan.stores.a.type'?",
                "caravans.stores.a.type      | Did you mean 'caravan.stores.a.type'?",
                "%prod.caravan.sate          | Did you mean 'caravan.state'?"
            })
    void keyThatNobodyReadsShouldBeRefusedWithItsLine(String key, String words) throws Exception {
        assertRefused(
                file("# mine\n" + key + " = sesame\n"), "line 2", key.replace("%prod.", ""), words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caravan.state",
                "caravan.stores.a.b",
                "caravan.tnef.keep-rtf",
                "caravan.cluster.check-in",
                "%prod.caravan.state",
                "quarkus.http.port",
                "camel.main.name",
                "kafka.brokers",
                "cargo.x",
                "customer.acme",
                "caravanserai.x",
                "caravan"
            })
    void keysOfOthersAndKnownOnesShouldPass(String key) throws Exception {
        Path file = file(key + "=x\n");
        assertThatCode(() -> ConfigurationFile.check(file, Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void keysOfTheProgramsOwnFileShouldPass() {
        Path own = Path.of(System.getProperty("caravan.home", "."), "application.properties");
        assertThatCode(() -> ConfigurationFile.check(own, Optional.of("--config")))
                .doesNotThrowAnyException();
    }
}
