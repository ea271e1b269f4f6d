package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Item;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeliveriesTest {

    private static final int MESSAGES = 3_500;

    /** Batches of up to 1,000, which all wait for about a second. */
    private static final int LOST = 4;

    @Test
    void thousandsShouldWaitToBeSentAgain(@TempDir Path folder) throws Exception {
        try (RouteFixture route = new RouteFixture(folder)) {
            route.put(
                    "INBOX",
                    IntStream.range(0, MESSAGES).mapToObj(Messages::numbered).toArray(Item[]::new));
            AtomicInteger appends = new AtomicInteger();
            route.destination
                    .faults()
                    .failAppends(
                            () ->
                                    appends.incrementAndGet() <= LOST
                                            ? AppendFault.LOST_AFTER
                                            : AppendFault.NONE);

            MailboxResult result = route.start().passOfAlice();

            assertThat(result.stopped()).isEmpty();
            assertThat(result.counts().failed()).isZero();
            assertThat(result.counts().copied()).isEqualTo(MESSAGES);
            assertThat(route.atDestination("INBOX"))
                    .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        }
    }

    @Test
    void wideEnoughPoolOfTheUserShouldStay() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getExecutorServiceManager()
                    .getDefaultThreadPoolProfile()
                    .setMaxQueueSize(1_000_000);
            context.build();
            ScheduledExecutorService before = PluginHelper.getErrorHandlerExecutorService(context);
            context.addComponent("mailbox", new MailboxComponent());
            context.start();
            assertThat(PluginHelper.getErrorHandlerExecutorService(context)).isSameAs(before);
        }
    }

    @Test
    void allPoolsShouldEndWithCamel() throws Exception {
        ScheduledExecutorService before;
        ScheduledExecutorService wide;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            before = PluginHelper.getErrorHandlerExecutorService(context);
            context.addComponent("mailbox", new MailboxComponent());
            context.start();
            wide = PluginHelper.getErrorHandlerExecutorService(context);
            assertThat(wide).isNotSameAs(before);
        }
        assertThat(wide.isShutdown()).isTrue();
        assertThat(before.isShutdown()).isTrue();
    }
}
