package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails before the first item is read; in the midst of it see {@link MailboxRouteTest}. */
class LostAtBeginningTest {

    @TempDir Path folder;

    private final AtomicInteger signIns = new AtomicInteger();
    private RouteFixture route;

    @BeforeEach
    void fill() throws Exception {
        route = new RouteFixture(folder);
        route.put("INBOX", Messages.varied(10));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void connectionLostAtTheSourceShouldBeOpenedAgain() throws Exception {
        lose(route.source, 1);
        assertArrives();
    }

    @Test
    void connectionLostAtTheDestinationShouldBeOpenedAgain() throws Exception {
        lose(route.destination, 2);
        assertArrives();
    }

    @Test
    void connectionLostAgainAndAgainShouldEndThePass() throws Exception {
        lose(route.source, 5);
        MailboxResult result = countingAtSource().passOfAlice();
        assertThat(result.stopped().map(MailboxException::getMessage)).contains("lost");
        assertThat(signIns).hasValue(3);
    }

    @Test
    void refusedConnectionShouldEndThePassAtOnce() throws Exception {
        failAtSource(new MailboxException(Scope.STORE, Retry.LATER, "nothing listens", ""));
    }

    @Test
    void wrongPasswordShouldBeTriedOnce() throws Exception {
        failAtSource(new MailboxException(Scope.MAILBOX, Retry.NEVER, "wrong password", ""));
    }

    private void failAtSource(MailboxException reason) throws Exception {
        route.source.faults().failNextSignIn(reason);
        assertThat(countingAtSource().passOfAlice().stopped()).contains(reason);
        assertThat(signIns).hasValue(1);
    }

    private RouteFixture countingAtSource() throws Exception {
        return route.around(store -> new CountedStore(store, signIns, () -> {}), store -> store)
                .start();
    }

    private static void lose(MemoryStore store, int times) {
        MemoryFaults faults = store.faults();
        for (int i = 0; i < times; i++) {
            faults.failNextSignIn(new MailboxException(Scope.STORE, Retry.NOW, "lost", ""));
        }
    }

    private void assertArrives() throws Exception {
        assertThat(route.start().passOfAlice().stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }
}
