package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.config.CommonSettings;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.Stores;
import io.mailcaravan.store.imap.ImapStoreFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    private void assertPlaced(ThrowingCallable read, String key, int line) {
        assertThatThrownBy(read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        key
                                + " ("
                                + folder.resolve("application.properties")
                                + ", line "
                                + line
                                + "): ");
    }

    @Test
    void referenceToWhatIsNotSetShouldNameFileAndLine() throws Exception {
        ProgramSettings settings =
                settings(
                        """
                        caravan.state=${NOT_SET_ANYWHERE}
                        caravan.datasource.password=${NOT_SET_EITHER}
                        """);
        assertPlaced(() -> settings.get(ProgramSettings.STATE), "caravan.state", 1);
        assertPlaced(
                () -> settings.find(ProgramSettings.DATASOURCE_PASSWORD),
                "caravan.datasource.password",
                2);
    }

    @Test
    void whatIsNoSettingOfAStoreShouldNameFileAndLine() throws Exception {
        ProgramSettings settings = settings("\ncaravan.stores.host=imap.acme.example\n");
        assertPlaced(settings::stores, "caravan.stores.host", 2);
    }

    /** It is found by whoever makes something of the settings, and knows their keys alone. */
    @Test
    void whatDoesNotFitTogetherShouldNameFileAndLine() throws Exception {
        ProgramSettings settings =
                settings(
                        """
                        caravan.datasource.url=jdbc:postgresql://caravan@db/ledger
                        caravan.stores.old.type=imap
                        caravan.stores.old.host=imap.acme.example
                        caravan.stores.old.ca-file=missing.pem
                        """);
        assertPlaced(() -> LedgerPlace.configured(settings, folder), "caravan.datasource.url", 1);
        try (Stores stores =
                new Stores(
                        List.of(new ImapStoreFactory()),
                        settings.stores(),
                        new Spool(folder, 1),
                        () -> null,
                        "")) {
            assertPlaced(() -> stores.get("old"), "caravan.stores.old.ca-file", 4);
        }
    }
}
