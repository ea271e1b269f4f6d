package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.config.CommonSettings;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarkusSourceTest {

    @TempDir Path folder;

    private ProgramSettings settings(String text) throws Exception {
        return StandaloneConfig.read(
                Files.writeString(folder.resolve("application.properties"), text));
    }

    @Test
    void errorsShouldNameFileAndLine() throws Exception {
        StoreSettings store =
                settings(
                                """
                                # stores
                                caravan.stores.old.type=imap

                                caravan.stores.old.bytes-per-second=many
                                """)
                        .stores()
                        .get(0);
        assertThatThrownBy(() -> store.get(CommonSettings.BYTES_PER_SECOND))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.old.bytes-per-second (")
                .hasMessageContaining("application.properties, line 4)");
    }

    @Test
    void whatIsNotSetShouldNameNoPlace() throws Exception {
        assertThat(settings("").place(ProgramSettings.STATE)).isEqualTo("caravan.state");
    }
}
