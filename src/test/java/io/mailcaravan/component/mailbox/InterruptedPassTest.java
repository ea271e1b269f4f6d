package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pass that is cancelled is no failed delivery, whatever the route does with those. */
class InterruptedPassTest {

    private static final int MESSAGES = 1_200; // more than a batch holds, so that some wait

    /** A step that catches every error there is. */
    private static final String CATCHING =
            """
            - doTry:
                steps:
                  - TO
                doCatch:
                  - exception: [java.lang.Exception]
                    steps:
                      - process: { ref: noticed }
            """
                    .indent(26)
                    .strip();

    @TempDir Path folder;

    private final AtomicInteger noticed = new AtomicInteger();
    private RouteFixture route;

    @BeforeEach
    void fill() throws Exception {
        route = new RouteFixture(folder);
        Processor notice = exchange -> noticed.incrementAndGet();
        route.context().getRegistry().bind("noticed", notice);
        route.put(
                "INBOX",
                IntStream.range(0, MESSAGES).mapToObj(Messages::numbered).toArray(Item[]::new));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void interruptedItemsShouldReachNoErrorHandler() throws Exception {
        route.errors(
                """
                - routeConfiguration:
                    id: mailbox-errors
                    onException:
                      - onException:
                          exception: [java.lang.Throwable]
                          onExceptionOccurredRef: noticed
                          handled: { constant: true }
                          steps:
                            - process: { ref: noticed }
                """);
        assertInterrupted(AppendFault.NONE);
        assertThat(noticed).hasValue(0);
    }

    @Test
    void lostConnectionShouldNotBeTriedAgainByAnInterruptedPass() throws Exception {
        assertInterrupted(AppendFault.LOST_AFTER);
    }

    @Test
    void interruptedItemsShouldComeAgainThoughTheRouteCatchesAllErrors() throws Exception {
        route.inBlock(CATCHING);
        assertInterrupted(AppendFault.NONE);
    }

    private void assertInterrupted(AppendFault fault) throws Exception {
        AtomicInteger appends = new AtomicInteger();
        route.start();
        RoutePass pass = route.consumer().newPass();
        route.destination
                .faults()
                .failAppends(
                        () -> {
                            if (appends.incrementAndGet() == 1) {
                                return AppendFault.NONE;
                            }
                            pass.cancel();
                            return fault;
                        });
        MailboxResult result = pass.run().get(0);
        assertThat(result.stopped().map(MailboxException::getMessage)).isPresent();
        assertThat(result.counts().failed()).isZero();
        assertThat(result.counts().copied()).isLessThan(MESSAGES);
        route.destination.faults().clear();
        assertThat(route.passOfAlice().stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }
}
