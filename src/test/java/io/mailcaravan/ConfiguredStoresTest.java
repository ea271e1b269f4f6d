package io.mailcaravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredStoresTest {

    @TempDir Path folder;

    @Test
    void placeShouldBeTheFileAndHowToNameAnother() throws Exception {
        Path file = folder.resolve("application.properties");
        assertThat(ConfiguredStores.place(config(file)))
                .startsWith(file + ", which is not there,")
                .contains("--config", "CARAVAN_CONFIG");
        Files.createFile(file);
        assertThat(ConfiguredStores.place(config(file)))
                .startsWith(file + " or ")
                .contains("--config", "CARAVAN_CONFIG");
    }

    private static Config config(Path file) {
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(
                                Map.of("caravan.config", file.toString()), "test", 1))
                .build();
    }
}
