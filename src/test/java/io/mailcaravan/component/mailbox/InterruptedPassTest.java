package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.MailboxView.Phase;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pass that is cancelled is no failed delivery, whatever the route does with those. */
class InterruptedPassTest {

    /** More than three batches hold, which may have begun, so that some wait. */
    private static final int MESSAGES = 4_000; // four batches at least

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

    @Test
    void threadThatIsInterruptedShouldNotLookLikeAWholePass() throws Exception {
        CountDownLatch appending = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        route.destination
                .faults()
                .failAppends(
                        () -> {
                            appending.countDown();
                            awaitUninterruptibly(release);
                            return AppendFault.NONE;
                        });
        route.start();
        RoutePass pass = route.consumer().newPass();
        AtomicReference<MailboxResult> result = new AtomicReference<>();
        Thread running =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        result.set(pass.run().get(0));
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        appending.await();
        running.interrupt();
        Awaitility.await().until(() -> pass.progress().get(0).phase() == Phase.FINISHED);
        release.countDown();
        running.join();
        assertThat(result.get().stopped().orElseThrow().isInterrupted()).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
