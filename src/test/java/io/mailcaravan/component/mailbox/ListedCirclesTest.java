package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedCirclesTest {

    @TempDir Path folder;

    /** Two names of one server, to which mailboxes have no case. */
    private static final class OneServer extends ForwardingStore {
        OneServer(MailboxStore store) {
            super(store);
        }

        @Override
        public Optional<String> location(Login login) {
            return Optional.of(login.mailbox().toLowerCase(Locale.ROOT));
        }
    }

    private RouteFixture route(String csv) throws Exception {
        return new RouteFixture(folder)
                .mailboxes("source,destination\n" + csv)
                .around(OneServer::new, OneServer::new)
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"u,v\nv,u\n", "u,v\nV,w\n", "v,w\nu,v\n", "a,b\nu,v\nw,x\nv,y\n"})
    void mailboxThatOneLineWritesAndAnotherReadsShouldBeRefused(String lines) throws Exception {
        try (RouteFixture route = route(lines)) {
            assertThatThrownBy(route::pass)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("mailboxes.csv, line ")
                    .hasMessageContaining("is read here and written by line ")
                    .hasMessageContaining("run that to its end before this one");
        }
    }

    @Test
    void mailboxesThatAreReadOrWrittenShouldDo() throws Exception {
        try (RouteFixture route = route("u,v\nw,x\ny,z\n")) {
            assertThatCode(route::pass).doesNotThrowAnyException();
        }
    }
}
