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

    @Test
    void whoWaitsShouldNotBeWokenForEachItemThatLeaves() throws Exception {
        Content[] many = new Content[9];
        for (int i = 0; i < many.length; i++) {
            many[i] = Content.of(new byte[100_000]);
            part.enter(many[i]);
        }
        Thread next = entering(Content.of(new byte[100_000]));
        awaitWaiting(next);

        part.leave(many[0]);
        assertThat(next.getState()).isEqualTo(Thread.State.WAITING);

        for (int i = 1; i < 4; i++) {
            part.leave(many[i]);
        }
        next.join();
    }

    @Test
    void drainShouldWaitForItsOwnItemsOnly() throws Exception {
        InFlight all = new InFlight(MEMORY, SPOOL);
        Content others = Content.of(new byte[900_000]);
        all.part().enter(others);
        InFlight.Part mine = all.part();
        Content item = Content.of(new byte[10_000]);
        mine.enter(item);

        Thread draining =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                mine.drain();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        awaitWaiting(draining);
        mine.leave(item);

        draining.join();
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
