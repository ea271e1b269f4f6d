package io.mailcaravan.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Content;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final long MEMORY = 1_000_000;
    private static final long SPOOL = 100_000_000;

    private final InFlight.Part part = new InFlight(MEMORY, SPOOL).part();

    @Test
    void itemShouldWaitForMemory() throws Exception {
        Content first = Content.of(new byte[900_000]);
        part.enter(first);

        Thread second = entering(Content.of(new byte[200_000]));
        awaitWaiting(second);
        part.leave(first);

        second.join();
    }

    @Test
    void largeItemShouldWaitForSpoolAndHoldNoSmallOneUp() throws Exception {
        Content first = spooled(90_000_000);
        part.enter(first);

        Thread second = entering(spooled(20_000_000));
        awaitWaiting(second);
        part.enter(Content.of(new byte[100_000]));
        part.leave(first);

        second.join();
    }

    @Test
    void itemLargerThanTheSpoolShouldGoAlone() throws Exception {
        Content first = spooled(10 * SPOOL);
        part.enter(first);

        Thread second = entering(spooled(1));
        awaitWaiting(second);
        part.leave(first);

        second.join();
        assertThat(second.isAlive()).isFalse();
    }

    private Thread entering(Content content) {
        return Thread.startVirtualThread(
                () -> {
                    try {
                        part.enter(content);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> thread.getState() == Thread.State.WAITING);
    }

    private static Content spooled(long size) {
        return new Content.FileContent(Path.of("item.spool"), size, true);
    }
}
