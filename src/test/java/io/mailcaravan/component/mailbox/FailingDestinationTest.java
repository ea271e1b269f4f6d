package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.ledger.FailingDatabase;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.MailboxView;
import io.mailcaravan.store.memory.MemoryFaults;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that go on and on; hours of waiting are shortened to milliseconds. */
class FailingDestinationTest {

    private static final int FOLDERS = 12;
    private static final int EACH = 30;
    private static final int PASSES = 40; // only against a pass that never gets through
    private static final double SHARE = 0.1;

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws IOException {
        route = new RouteFixture(folder).impatient();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomFailuresShouldLoseAndDoubleNothing(long seed) throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            route.put("Folder " + i, withTwins(i));
        }
        Random random = new Random(seed);
        AppendFault[] kinds = {
            AppendFault.LOST_BEFORE, AppendFault.LOST_HALFWAY, AppendFault.LOST_AFTER
        };
        route.destination
                .faults()
                .failAppends(
                        () -> {
                            synchronized (random) {
                                return random.nextDouble() < 2 * SHARE
                                        ? kinds[random.nextInt(kinds.length)]
                                        : AppendFault.NONE;
                            }
                        });
        route.source.faults().cutNextReadAfter(random.nextInt(EACH));
        route.start();
        int passes = 1;
        while (route.passOfAlice().stopped().isPresent() && passes++ < PASSES) {
            if (random.nextBoolean()) {
                route.restart();
            }
        }
        assertSame();
        route.destination.faults().clear();
        assertThat(route.restart().passOfAlice().counts().copied()).isZero();
        assertSame();
    }

    /** Nothing says under which UID an equal message has arrived but the destination itself. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void destinationThatTellsNoUidsShouldLoseAndDoubleNothing(long seed) throws Exception {
        route.destination.faults().lack(StoreCapability.APPEND_UID);
        randomFailuresShouldLoseAndDoubleNothing(seed);
    }

    /** It would go through later, so it must not stay failed. */
    @Test
    void repairedFormThatIsOnlyHeldOffShouldCopyTheMessage() throws Exception {
        route.put("INBOX", Messages.item("Message-ID: <nul@x>\r\nSubject: a\r\n\r\nbo\0dy\r\n"));
        AtomicBoolean busy = new AtomicBoolean(true);
        route.destination
                .faults()
                .refuseWith(
                        item -> {
                            if (has(item, "\0")) {
                                return refused(Retry.NEVER);
                            }
                            return busy.getAndSet(false) ? refused(Retry.LATER) : Optional.empty();
                        });
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.counts().failed()).isZero();
        assertThat(route.atDestination("INBOX")).hasSize(1);
    }

    private static Optional<MailboxException> refused(Retry retry) {
        return Optional.of(new MailboxException(Scope.MESSAGE, retry, "refused", ""));
    }

    private static boolean has(Item item, String text) {
        try (InputStream in = item.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody waits for each item, whatever happens to the thread that appends it. */
    @Test
    void errorOfTheMachineShouldLeaveNobodyWaiting() throws Exception {
        route.put("INBOX", Messages.varied(3));
        AtomicBoolean broken = new AtomicBoolean(true);
        route.destination
                .faults()
                .failAppends(
                        () -> {
                            if (broken.getAndSet(false)) {
                                throw new StackOverflowError();
                            }
                            return AppendFault.NONE;
                        });
        assertThat(route.start().passOfAlice().isComplete()).isTrue();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    /** The second command that brings them was cut off as well. */
    @Test
    void flagsThatAreSetBehindAnAppendShouldBeSetWhenItIsFoundAgain() throws Exception {
        Flags flags = Flags.parse("\\Flagged $Label1");
        route.put("INBOX", Messages.with(Messages.plain("kept"), flags), Messages.plain("other"));
        route.destination.faults().setAfterAppend(flags);
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        route.start().passOfAlice();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    /** A batch may be on its way while the one before cannot be recorded. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomFailuresOfTheLedgerShouldLoseAndDoubleNothing(long seed) throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            route.put("Folder " + i, withTwins(i));
        }
        Random random = new Random(seed);
        AtomicBoolean failing = new AtomicBoolean();
        route.database(
                file ->
                        new FailingDatabase(
                                file, () -> failing.get() && random.nextDouble() < SHARE / 2));
        route.start();
        failing.set(true);
        int passes = 1;
        while (route.passOfAlice().stopped().isPresent() && passes++ < PASSES) {
            if (passes % 3 == 0) {
                failing.set(false);
                route.restart();
                failing.set(true);
            }
        }
        failing.set(false);
        assertThat(route.restart().passOfAlice().stopped()).isEmpty();
        assertSame();
        assertThat(route.ledgerStates().values()).containsOnly("COPIED ");
    }

    /** The copy of an append without an answer is found, and then the ledger cannot note it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void copyFoundButNotRecordedShouldNotBeAppendedAgain(int failing) throws Exception {
        route.put("INBOX", Messages.numbered(1), Messages.numbered(2));
        AtomicBoolean lost = new AtomicBoolean();
        AtomicInteger commits = new AtomicInteger();
        route.destination
                .faults()
                .failAppends(
                        () -> lost.getAndSet(true) ? AppendFault.NONE : AppendFault.LOST_AFTER);
        route.database(
                file ->
                        new FailingDatabase(
                                file, () -> lost.get() && commits.incrementAndGet() == failing));
        route.start().passOfAlice();
        assertThat(route.restart().passOfAlice().stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(route.ledgerStates().values()).containsOnly("COPIED ");
    }

    @Test
    void fullMailboxShouldGoOnWhenThereIsRoom() throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            route.put("Folder " + i, withTwins(i));
        }
        route.destination.limit(RouteFixture.MAILBOX, 20_000);
        MailboxResult full = route.start().passOfAlice();
        assertThat(full.stopped().map(reason -> reason.scope())).contains(Scope.MAILBOX);
        assertThat(full.counts().failed()).isZero();
        route.destination.limit(RouteFixture.MAILBOX, Long.MAX_VALUE);
        assertThat(route.passOfAlice().stopped()).isEmpty();
        assertSame();
    }

    /** It stays full until somebody makes room, so that nobody has to wait to learn it. */
    @Test
    void fullMailboxShouldGetFewAppends() throws Exception {
        route.put("INBOX", withTwins(0));
        AtomicInteger appends = new AtomicInteger();
        route.destination
                .faults()
                .failAppends(
                        () -> {
                            appends.incrementAndGet();
                            return AppendFault.QUOTA_FULL;
                        });
        assertThat(route.start().passOfAlice().stopped())
                .map(MailboxException::getMessage)
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .containsPattern(
                                                "is full\\. There was no room for .*UID \\d+ of folder"
                                                        + " 'INBOX' \\([\\d,]+ bytes\\)"));
        assertThat(appends.get()).isBetween(1, 3);
    }

    /** It is at fault, and its neighbours are not. */
    @Test
    void messageAtWhichTheDestinationBreaksOffEachTimeShouldFailAlone() throws Exception {
        Item[] items = Messages.varied(20);
        route.impatient().put("INBOX", items);
        route.destination
                .faults()
                .refuseWith(
                        item ->
                                item.head().uid().value() == 7
                                        ? Optional.of(MemoryFaults.connectionLost("new"))
                                        : Optional.empty());
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().failed()).isEqualTo(1);
        assertThat(result.counts().copied()).isEqualTo(19);
        route.destination.faults().clear();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    /** Such an end is not opened anew with each pass. */
    @Test
    void fullMailboxThatAStepNamesShouldGoOnInTheNextPass() throws Exception {
        route.put("INBOX", withTwins(0));
        route.step("- setHeader: { name: end, constant: \"mailbox:new\" }");
        route.inBlock("- toD: { uri: \"${header.end}\" }");
        AtomicBoolean full = new AtomicBoolean(true);
        route.destination
                .faults()
                .failAppends(() -> full.get() ? AppendFault.QUOTA_FULL : AppendFault.NONE);
        assertThat(route.start().passOfAlice().stopped()).isPresent();
        full.set(false);
        assertThat(route.passOfAlice().stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void whatIsInTheWayShouldBeToldWhileItIsTriedAgain() throws Exception {
        route.put("INBOX", withTwins(0));
        AtomicReference<RoutePass> pass = new AtomicReference<>();
        Queue<String> told = new ConcurrentLinkedQueue<>();
        AtomicInteger appends = new AtomicInteger();
        route.destination
                .faults()
                .failAppends(
                        () -> {
                            progress(pass).obstacle().ifPresent(told::add);
                            return appends.incrementAndGet() < 4
                                    ? AppendFault.LOST_BEFORE
                                    : AppendFault.NONE;
                        });
        pass.set(route.start().consumer().newPass());
        pass.get().run();
        assertThat(told).hasSizeBetween(1, 3).allMatch(reason -> reason.contains("new"));
    }

    private static MailboxView progress(AtomicReference<RoutePass> pass) {
        return pass.get().progress().get(0);
    }

    private static Item[] withTwins(int number) {
        return IntStream.range(0, EACH)
                .boxed()
                .flatMap(
                        i -> {
                            Item item = Messages.numbered(number * EACH + i);
                            if (i % 5 == 1) {
                                return Stream.of(Messages.unequalTwins("pair " + i));
                            }
                            return i % 5 == 0 ? Stream.of(item, item, item) : Stream.of(item);
                        })
                .toArray(Item[]::new);
    }

    private void assertSame() throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            assertThat(route.atDestination("Folder " + i))
                    .containsExactlyInAnyOrderElementsOf(route.atSource("Folder " + i));
        }
    }
}
