package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code camel.component.mailbox.*} says for all endpoints. */
class ComponentDefaultsTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder);
        route.put("INBOX", Messages.plain("one"));
        route.put("Junk", Messages.plain("two"));
        route.ofAll(
                all -> {
                    all.setFolderPrefix("Moved");
                    all.setExcludeFolders("Junk");
                });
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void endpointShouldHaveWhatTheComponentHas() throws Exception {
        assertThat(route.start().passOfAlice().counts().skipped()).isEqualTo(1);
        assertThat(stored()).containsEntry("Moved/INBOX", 1L).doesNotContainKey("Moved/Junk");
    }

    @Test
    void optionOfTheEndpointShouldGoBefore() throws Exception {
        route.producer("folderPrefix: \"Old\"").consumer("excludeFolders: \"\"");
        assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(2);
        assertThat(stored()).containsEntry("Old/INBOX", 1L).containsEntry("Old/Junk", 1L);
    }

    @Test
    void mailboxOfAllEndpointsShouldBeRefused() {
        route.ofAll(all -> all.setMailbox("archive"));
        assertThatThrownBy(route::start)
                .hasStackTraceContaining("camel.component.mailbox.mailbox")
                .hasStackTraceContaining("Set it in the route");
    }

    private Map<String, Long> stored() throws Exception {
        return RouteFixture.counts(route.destination, Login.of(RouteFixture.MAILBOX));
    }
}
