package io.mailcaravan.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Spool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoresTest {

    @Test
    void storeThatIsNotConfiguredShouldBeToldWithTheFileThatWasRead() {
        Spool spool = new Spool(Path.of("spool"), 1);
        try (Stores stores =
                new Stores(List.of(), List.of(), spool, () -> null, "/etc/acme/a.properties")) {
            assertThatThrownBy(() -> stores.get("old"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no store 'old' is configured")
                    .hasMessageContaining("in /etc/acme/a.properties; configured are: none");
        }
    }
}
