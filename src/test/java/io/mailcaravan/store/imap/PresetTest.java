package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.StoreCapability;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The setting {@code preset}. */
class PresetTest {
    @TempDir private Path spool;

    @ParameterizedTest
    @CsvSource({
        "auto, false, true",
        "none, false, true",
        "exchange, true, false",
        "microsoft365, true, false",
        "gmail, true, true"
    })
    void sessionShouldBeAsThePresetSays(String preset, boolean ignoresCase, boolean keywords)
            throws Exception {
        try (LyingServer server = new LyingServer();
                MailboxSession session =
                        ImapStores.plain(server.port(), spool, "preset", preset)
                                .signIn(
                                        new Login("anna", Optional.of(new Secret("secret"))),
                                        Access.WRITE)) {
            assertThat(session.ignoresCase()).isEqualTo(ignoresCase);
            assertThat(session.capabilities().contains(StoreCapability.KEYWORDS))
                    .isEqualTo(keywords);
            assertThat(session.nameProblem(FolderPath.of("a ")).isPresent()).isEqualTo(ignoresCase);
        }
    }

    @Test
    void unknownPresetShouldBeRefusedWithTheNearest() {
        assertThatThrownBy(() -> ImapStores.of(1, spool, Map.of("preset", "Exchnage")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan.stores.acme.preset: 'Exchnage' is none of auto,")
                .hasMessageContaining("Did you mean 'exchange'?");
    }
}
