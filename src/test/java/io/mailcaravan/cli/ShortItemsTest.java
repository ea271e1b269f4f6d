package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that delivers fewer bytes than it announces. */
class ShortItemsTest {

    private static final int ALL = 20;

    @TempDir Path folder;

    private final AtomicInteger delivered = new AtomicInteger();
    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.put("INBOX", Messages.varied(ALL));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    /**
     * @param length how many bytes of the message are delivered
     */
    private void source(ToLongFunction<Item> length) throws Exception {
        route.around(store -> cutting(store, length), store -> store).start();
    }

    private MailboxStore cutting(MailboxStore store, ToLongFunction<Item> length) {
        return new InterceptedStore(
                store,
                (session, method, args, through) -> {
                    if (method.getName().equals("read") && args.length == 3) {
                        ItemSink to = (ItemSink) args[2];
                        args[2] = (ItemSink) item -> to.accept(cut(item, length));
                    }
                    return through.make();
                });
    }

    private Item cut(Item item, ToLongFunction<Item> length) {
        delivered.incrementAndGet();
        int bytes = (int) Math.min(item.content().size(), length.applyAsLong(item));
        Content content = Content.of(Arrays.copyOf(whole(item), bytes));
        ItemHead head = item.head();
        return new Item(
                new ItemHead(head.uid(), head.flags(), head.internalDate(), bytes), content);
    }

    private static byte[] whole(Item item) {
        try (InputStream in = item.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFifth(Item item) {
        return item.head().uid().value() == 5;
    }

    private CommandRun migrate() throws Exception {
        return CommandRun.of(new MigrateCommand(), route, "acme");
    }

    private List<String> copied() throws Exception {
        return route.atDestination("INBOX");
    }

    @Test
    void emptyBodyOfAnAnnouncedMessageShouldFail() throws Exception {
        source(item -> isFifth(item) ? 0 : Long.MAX_VALUE);

        CommandRun run = migrate();

        assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(run.out()).contains(ALL - 1 + " copied", " 1 failed");
        assertThat(run.errors()).contains("bytes for this item and delivers none");
        assertThat(copied()).hasSize(ALL - 1);
        assertThat(migrate().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
    }

    @Test
    void bodyThatIsEmptyOnceShouldBeCopiedWhole() throws Exception {
        AtomicInteger times = new AtomicInteger();
        source(item -> isFifth(item) && times.getAndIncrement() == 0 ? 0 : Long.MAX_VALUE);

        assertThat(migrate().exit()).isZero();

        assertThat(copied()).containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void bodyThatIsCutOnceShouldBeCopiedWhole() throws Exception {
        AtomicInteger times = new AtomicInteger();
        source(item -> isFifth(item) && times.getAndIncrement() == 0 ? 60 : Long.MAX_VALUE);

        assertThat(migrate().exit()).isZero();

        assertThat(copied()).containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(delivered).hasValue(ALL + 1);
    }

    @Test
    void bodyThatStaysShorterShouldBeCopiedWithANote() throws Exception {
        source(item -> isFifth(item) ? 60 : Long.MAX_VALUE);

        assertThat(migrate().exit()).isZero();

        assertThat(copied()).hasSize(ALL);
        assertThat(route.ledgerStates().values())
                .filteredOn(state -> state.contains("the source announced "))
                .singleElement()
                .asString()
                .endsWith(" bytes and delivered 60");
    }

    @Test
    void bodyThatIsShorterAndOtherEachTimeShouldFail() throws Exception {
        AtomicInteger times = new AtomicInteger();
        source(item -> isFifth(item) ? 60 + times.getAndIncrement() : Long.MAX_VALUE);

        CommandRun run = migrate();

        assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(run.errors()).contains("delivers fewer, each time others");
    }

    @Test
    void sourceWhoseSizesAreAlwaysWrongShouldNotBeAskedTwiceForAll() throws Exception {
        source(item -> item.content().size() - 1);

        assertThat(migrate().exit()).isZero();

        assertThat(copied()).hasSize(ALL);
        assertThat(delivered.get()).isLessThanOrEqualTo(2 * ALL);
        delivered.set(0);
        route.put("INBOX", Messages.plain("new"));
        migrate();
        assertThat(copied()).hasSize(ALL + 1);
    }
}
