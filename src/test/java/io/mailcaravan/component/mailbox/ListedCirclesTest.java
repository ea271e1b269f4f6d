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

    /** Another end's mailboxes are chosen by a step, so that the list does not name them. */
    @Test
    void endThatWritesElsewhereShouldDo() throws Exception {
        try (RouteFixture route = new RouteFixture(folder)) {
            route.mailboxes("source,destination\nu,v\nv,w\n")
                    .inBlock(
                            "- pipeline: { steps: [ TO, { setHeader: { name:"
                                    + " CamelMailboxDestination, constant: archive } }, { to: { uri:"
                                    + " \"mailbox:old\" } } ] }");
            assertThatCode(route.start()::pass).doesNotThrowAnyException();
        }
    }

    @Test
    void mailboxesThatAreReadOrWrittenShouldDo() throws Exception {
        try (RouteFixture route = route("u,v\nw,x\ny,z\n")) {
            assertThatCode(route::pass).doesNotThrowAnyException();
        }
    }
}
