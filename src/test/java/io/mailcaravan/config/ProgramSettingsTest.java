package io.mailcaravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSettingsTest {

    @TempDir Path folder;

    @Test
    void placeShouldBeTheFileAndHowToNameAnother() throws Exception {
        Path file = folder.resolve("application.properties");
        assertThat(settings(file).file())
                .startsWith(file + ", which is not there,")
                .contains("--config", "CARAVAN_CONFIG");
        Files.createFile(file);
        assertThat(settings(file).file())
                .startsWith(file + " or ")
                .contains("--config", "CARAVAN_CONFIG");
    }

    private static ProgramSettings settings(Path file) {
        return new ProgramSettings(new TextSource(Map.of("caravan.config", file.toString())));
    }
}
