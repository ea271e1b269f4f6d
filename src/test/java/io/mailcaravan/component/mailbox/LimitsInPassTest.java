package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.limit.LimitedStore;
import io.mailcaravan.store.limit.Limits;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets, waits that servers ask for, and wrong passwords, through a whole route. */
class LimitsInPassTest {

    @TempDir Path folder;

    private final Item[] items = Messages.varied(40);
    private final long total = Arrays.stream(items).mapToLong(i -> i.content().size()).sum();
    private final AtomicInteger signIns = new AtomicInteger();
    private RouteFixture route;

    @BeforeEach
    void prepare() throws IOException {
        route = new RouteFixture(folder);
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private UnaryOperator<MailboxStore> perMailbox(long bytes) {
        Limits limits =
                new Limits(OptionalLong.empty(), OptionalLong.of(bytes), OptionalLong.empty());
        return store -> new LimitedStore(store, limits, () -> route.ledger().budget());
    }

    private UnaryOperator<MailboxStore> perStore(long bytes) {
        Limits limits =
                new Limits(OptionalLong.of(bytes), OptionalLong.empty(), OptionalLong.empty());
        return store -> new LimitedStore(store, limits, () -> route.ledger().budget());
    }

    private UnaryOperator<MailboxStore> counted(Runnable before) {
        return store -> new CountedStore(store, signIns, before);
    }

    @Test
    void usedUpReadBudgetShouldPauseAndOutliveARestart() throws Exception {
        route.put("INBOX", items);
        route.around(perMailbox(total / 2), UnaryOperator.identity()).start();

        assertPaused(route.passOfAlice(), Scope.MAILBOX);
        int copied = route.atDestination("INBOX").size();
        assertThat(copied).isBetween(5, 35);

        route.restart();
        MailboxResult again = route.passOfAlice();
        assertPaused(again, Scope.MAILBOX);
        assertThat(again.counts().copied()).isLessThan(3);

        route.around(perMailbox(3 * total), UnaryOperator.identity()).restart();
        assertThat(route.passOfAlice().stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void usedUpWriteBudgetShouldPauseAndLoseNothing() throws Exception {
        route.put("INBOX", items);
        route.around(UnaryOperator.identity(), perStore(total / 2)).start();

        MailboxResult paused = route.passOfAlice();
        assertPaused(paused, Scope.STORE);
        assertThat(paused.counts().failed()).isZero();
        assertThat(route.atDestination("INBOX")).hasSizeBetween(5, 35);

        route.around(UnaryOperator.identity(), perStore(3 * total)).restart();
        assertThat(route.passOfAlice().stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void onePausedMailboxShouldNotStopTheOthers() throws Exception {
        route.mailboxes("source,destination\na@x.example,a@x.example\nb@x.example,b@x.example\n");
        RouteFixture.put(route.source, "a@x.example", "INBOX", items);
        RouteFixture.put(route.source, "b@x.example", "INBOX", Messages.varied(3));
        route.around(perMailbox(total / 2), UnaryOperator.identity()).start();

        var results = route.pass();

        assertPaused(results.get(0), Scope.MAILBOX);
        assertThat(results.get(1).stopped()).isEmpty();
        assertThat(results.get(1).counts().copied()).isEqualTo(3);
    }

    private static void assertPaused(MailboxResult result, Scope scope) {
        MailboxException reason = result.stopped().orElseThrow();
        assertThat(reason.isPause()).isTrue();
        assertThat(reason.scope()).isEqualTo(scope);
        assertThat(reason).hasMessageContaining("it goes on at");
        assertThat(result.resumesAt().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)),
                        Instant.now().plus(Duration.ofHours(26)));
    }

    @Test
    void serversThatAskToWaitShouldBeWaitedFor() throws Exception {
        route.put("INBOX", items);
        MailboxException wait =
                new MailboxException(
                        Scope.MAILBOX, Retry.LATER, Duration.ofMillis(50), "slower", "", null);
        route.source.faults().failNextSignIn(wait);
        route.start();
        route.destination.faults().failNextSignIn(wait);
        route.destination.faults().failNextAppend(AppendFault.THROTTLED);

        MailboxResult result = route.passOfAlice();

        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().failed()).isZero();
        assertThat(result.counts().delayedNanos()).isPositive();
        assertThat(result.counts().delay()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void wrongPasswordOfTheSourceShouldBeTriedOnce() throws Exception {
        route.put("INBOX", items);
        route.source.password(RouteFixture.MAILBOX, "right");
        route.around(counted(() -> {}), UnaryOperator.identity()).start();

        assertThat(route.passOfAlice().stopped()).isPresent();
        assertThat(signIns).hasValue(1);
    }

    @Test
    void wrongPasswordOfTheDestinationShouldBeTriedOnce() throws Exception {
        route.put("INBOX", items);
        route.put("Sent", items);
        route.destination.password(RouteFixture.MAILBOX, "right");
        route.around(UnaryOperator.identity(), counted(() -> {})).start();

        assertThat(route.passOfAlice().stopped()).isPresent();
        assertThat(signIns).hasValue(1);
    }

    @Test
    void passwordChangedDuringThePassShouldBeTriedOnceMore() throws Exception {
        route.consumer("connectionsPerMailbox: 4").producer("connectionsPerMailbox: 4");
        for (int i = 0; i < 20; i++) {
            route.put("F" + i, items);
        }
        route.around(UnaryOperator.identity(), counted(this::changePasswordAtTheSecondSignIn))
                .start();
        route.destination.faults().failNextAppend(AppendFault.LOST_BEFORE);

        MailboxResult result = route.passOfAlice();

        assertThat(result.stopped()).isPresent();
        assertThat(result.counts().failed()).isZero();
        assertThat(signIns).hasValue(2);
    }

    private void changePasswordAtTheSecondSignIn() {
        if (signIns.get() == 1) {
            route.destination.password(RouteFixture.MAILBOX, "changed");
        }
    }
}
