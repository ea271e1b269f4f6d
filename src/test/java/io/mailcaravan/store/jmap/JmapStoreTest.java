package io.mailcaravan.store.jmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;

/** The contract on a server in this process, with small pages and limits. */
class JmapStoreTest extends JmapContract {

    private final JmapServer server;

    JmapStoreTest() throws IOException {
        server = new JmapServer();
    }

    @Override
    String url() {
        return server.url();
    }

    @AfterEach
    void stop() {
        store().close();
        server.close();
        assertThat(server.asked).noneMatch(note -> note.startsWith("ERROR"));
    }
}
