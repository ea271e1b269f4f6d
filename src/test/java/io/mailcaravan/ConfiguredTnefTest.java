package io.mailcaravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.cli.QuarkusSource;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.mailbox.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredTnefTest {

    /** As the program ships them. */
    private static final Map<String, String> DEFAULTS =
            Map.of("caravan.tnef.keep-original", "false", "caravan.tnef.keep-rtf", "false");

    private static ProgramSettings config(
            Map<String, String> file, Map<String, String> environment) {
        return new ProgramSettings(
                new QuarkusSource(
                        new SmallRyeConfigBuilder()
                                .addDefaultInterceptors()
                                .withSources(
                                        new PropertiesConfigSource(DEFAULTS, "program", 100),
                                        new PropertiesConfigSource(file, "file", 200),
                                        new EnvConfigSource(environment, 300))
                                .build()));
    }

    @Test
    void nothingMoreShouldBeKeptUnlessAsked() {
        assertThat(ConfiguredTnef.read(config(Map.of(), Map.of()))).isEqualTo(TnefOptions.DEFAULT);
    }

    @Test
    void fileAndEnvironmentShouldBeRead() {
        TnefOptions options =
                ConfiguredTnef.read(
                        config(
                                Map.of("caravan.tnef.keep-rtf", "TRUE"),
                                Map.of("CARAVAN_TNEF_KEEP_ORIGINAL", "true")));
        assertThat(options.keepRtf()).isTrue();
        assertThat(options.keepOriginal()).isTrue();
    }

    @Test
    void mistakesShouldBeNamed() {
        assertThatThrownBy(
                        () ->
                                ConfiguredTnef.read(
                                        config(
                                                Map.of("caravan.tnef.keep-orignal", "true"),
                                                Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Did you mean 'caravan.tnef.keep-original'?");
        assertThatThrownBy(
                        () ->
                                ConfiguredTnef.read(
                                        config(Map.of("caravan.tnef.keep-rtf", "yes"), Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'yes' is neither true nor false");
    }
}
