package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.MailboxStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedPasswordsTest {

    @TempDir Path folder;

    /** One that asks every mailbox for its own password. */
    static final class Asking extends ForwardingStore {
        Asking(MailboxStore store) {
            super(store);
        }

        @Override
        public boolean needsPassword() {
            return true;
        }
    }

    private RouteFixture route(String csv) throws Exception {
        Path own = Files.createTempDirectory(folder, "route");
        return new RouteFixture(own).mailboxes(csv).around(store -> store, Asking::new).start();
    }

    @Test
    void missingColumnShouldBeNamedWithTheFile() throws Exception {
        try (RouteFixture route = route("source,destination\na,a\nb,b\n")) {
            assertThatThrownBy(route::pass)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("mailboxes.csv: no destination_password")
                    .hasMessageContaining("store new")
                    .hasMessageContaining("caravan.stores.new.auth=master-user");
        }
    }

    @Test
    void emptyFieldShouldBeNamedWithItsLine() throws Exception {
        try (RouteFixture route =
                route("source,destination,destination_password\na,a,sesame\nb,b,\nc,c,\n")) {
            assertThatThrownBy(route::pass)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("mailboxes.csv, line 3: no destination_password")
                    .hasMessageContaining("nor on 1 more line.")
                    .hasMessageNotContaining("sesame");
        }
    }

    @Test
    void passwordsForAllShouldDo() throws Exception {
        try (RouteFixture route = route("source,destination,destination_password\na,a,sesame\n")) {
            assertThatCode(route::pass).doesNotThrowAnyException();
        }
    }
}
