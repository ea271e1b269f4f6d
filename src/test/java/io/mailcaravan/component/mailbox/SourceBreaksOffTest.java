package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that breaks off, or asks to wait, while an item is listed or read. */
class SourceBreaksOffTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).consumer("reconnectDelay: 1").impatient();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void itemThatWasDeliveredBeforeTheConnectionWasLostShouldBeNoFailedOne() throws Exception {
        route.put("INBOX", Messages.varied(1));
        route.source.faults().cutNextReadAfter(0);
        route.source.faults().cutNextReadAfter(1);
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().problems()).isEmpty();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(result.counts().failed()).isZero();
        assertThat(route.ledgerStates()).containsExactly(Map.entry("INBOX 1", "COPIED "));
    }

    @Test
    void waitThatIsAskedForShouldFailNoItem() throws Exception {
        route.put("INBOX", Messages.varied(12));
        Map<ItemHead, Integer> times = new ConcurrentHashMap<>();
        route.source.faults().failReading(head -> firstTimes(times, head, 4));
        assertAllArrive();
    }

    @Test
    void waitThatIsAskedForWhileListingShouldFailNoItem() throws Exception {
        route.put("INBOX", Messages.varied(12));
        Map<ItemHead, Integer> times = new ConcurrentHashMap<>();
        route.source.faults().failListing(head -> firstTimes(times, head, 4));
        assertAllArrive();
    }

    @Test
    void connectionThatIsLostThriceShouldBeNoProofAgainstAnItem() throws Exception {
        route.put("INBOX", Messages.varied(12));
        Map<ItemHead, Integer> times = new ConcurrentHashMap<>();
        route.source
                .faults()
                .failListing(
                        head ->
                                head.uid().value() == 5 && times.merge(head, 1, Integer::sum) <= 3
                                        ? Optional.of(MemoryFaults.connectionLost("old"))
                                        : Optional.empty());
        assertAllArrive();
    }

    private void assertAllArrive() throws Exception {
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().problems()).isEmpty();
        assertThat(result.counts().failed()).isZero();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    private static Optional<MailboxException> firstTimes(
            Map<ItemHead, Integer> times, ItemHead head, int many) {
        return times.merge(head, 1, Integer::sum) <= many
                ? Optional.of(
                        new MailboxException(
                                Scope.MAILBOX,
                                Retry.LATER,
                                Duration.ofMillis(1),
                                "too many requests",
                                "",
                                null))
                : Optional.empty();
    }

    @Test
    void itemThatCannotBeListedShouldStopNoPass() throws Exception {
        route.put("INBOX", Messages.varied(5));
        breakOffAtUid(3);
        assertThat(route.start().passOfAlice().counts().failed()).isEqualTo(1);
        for (int pass = 2; pass <= 4; pass++) {
            route.put("INBOX", Messages.numbered(pass));
            MailboxResult result = route.passOfAlice();
            assertThat(result.stopped()).isEmpty();
            assertThat(result.counts().problems()).isEmpty();
            assertThat(result.counts().copied()).isEqualTo(1);
            assertThat(result.counts().failed()).isEqualTo(1);
            assertThat(route.ledgerStates().get("INBOX 3"))
                    .startsWith(
                            "FAILED source unreadable: it fails when this item is listed: Store old:"
                                    + " the connection was lost");
            assertThat(route.atDestination("INBOX")).hasSize(3 + pass);
        }
        route.source.faults().clear();
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    /** The neighbour of a failed item is listed with it. */
    @Test
    void deadLetterShouldBeSentWhereTheSourceCannotListItsItem() throws Exception {
        route.put("INBOX", Messages.varied(5));
        route.destination.faults().refuse(item -> item.head().uid().value() == 3);
        route.start().pass();
        route.destination.faults().clear();
        breakOffAtUid(3);
        MailboxResult result = route.passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().failed()).isZero();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX")).hasSize(5);
    }

    @Test
    void manyThatCannotBeListedShouldKeepNothingElseBack() throws Exception {
        route.put("INBOX", Messages.varied(40));
        route.put("Later", Messages.varied(3));
        route.source
                .faults()
                .failListing(
                        head ->
                                head.uid().value() % 3 == 0 && head.uid().value() > 3
                                        ? Optional.of(MemoryFaults.connectionLost("old"))
                                        : Optional.empty());
        MailboxResult first = route.start().passOfAlice();
        assertThat(first.stopped()).isEmpty();
        assertThat(first.counts().failed()).isEqualTo(12);
        route.put("INBOX", Messages.plain("new"));
        MailboxResult second = route.passOfAlice();
        assertThat(second.stopped()).isEmpty();
        assertThat(second.counts().copied()).isEqualTo(1);
        assertThat(second.counts().failed()).isEqualTo(12);
    }

    private void breakOffAtUid(long uid) {
        route.source
                .faults()
                .failListing(
                        head ->
                                head.uid().value() == uid
                                        ? Optional.of(MemoryFaults.connectionLost("old"))
                                        : Optional.empty());
    }
}
