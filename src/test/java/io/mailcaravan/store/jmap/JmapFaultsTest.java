package io.mailcaravan.store.jmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome.Refused;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.store.jmap.JmapServer.Fault;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong at a server, and that nothing is lost or comes twice. */
class JmapFaultsTest extends JmapFixture {

    private static final Places INBOX = Places.of(FolderPath.INBOX);

    private void deliver(int count) {
        for (int i = 0; i < count; i++) {
            deliver("number " + i, Messages.DATE.plusSeconds(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Email/get, INTERNAL, STORE, LATER",
        "Email/get, UNAVAILABLE, STORE, LATER",
        "Email/get, BUSY, MAILBOX, LATER",
        "Email/get, HTML, STORE, LATER",
        "Email/get, CUT, STORE, NOW",
        "Email/get, WRONG_CALL, STORE, LATER",
        "Mailbox/get, HTML, STORE, LATER",
        "Email/query, CUT, STORE, NOW",
        "session, HTML, STORE, LATER",
        "session, INTERNAL, STORE, LATER"
    })
    void badAnswerShouldNeverBeTakenForOne(String where, Fault fault, Scope scope, Retry retry)
            throws Exception {
        deliver(3);
        server.plan(where, fault);

        MailboxException failure =
                assertFails(
                        scope,
                        retry,
                        () -> {
                            try (MailboxSession session = source()) {
                                session.status(Home.PATH);
                            }
                        });

        assertThat(failure.isDelay()).isEqualTo(fault == Fault.UNAVAILABLE || fault == Fault.BUSY);
        try (MailboxSession session = source()) {
            assertThat(session.status(Home.PATH).messages()).isEqualTo(3);
            assertThat(Sessions.heads(session, Home.PATH)).hasSize(3);
        }
    }

    @Test
    void serversOwnWaitShouldBeTold() throws Exception {
        try (MailboxSession session = source()) {
            server.plan("Email/get", Fault.BUSY);
            assertThat(failure(() -> session.status(Home.PATH)).retryAfter())
                    .contains(Duration.ofSeconds(7));
            server.plan("Email/get", Fault.UNAVAILABLE);
            assertThat(failure(() -> session.status(Home.PATH)).retryAfter())
                    .contains(Duration.ofSeconds(3));
        }
    }

    @Test
    void cutContentShouldNotBeDelivered() throws Exception {
        deliver(3);
        try (MailboxSession session = source()) {
            List<ItemHead> heads = Sessions.heads(session, Home.PATH);
            server.plan("/download/", Fault.CUT);
            List<Uid> delivered = new ArrayList<>();
            assertFails(
                    Scope.STORE,
                    Retry.NOW,
                    () ->
                            session.read(
                                    Home.PATH,
                                    List.of(heads).iterator(),
                                    item -> {
                                        delivered.add(item.head().uid());
                                        item.content().close();
                                    }));
            assertThat(delivered).hasSizeLessThan(3);
            assertThat(Sessions.read(session, Home.PATH, heads)).hasSize(3);
        }
        assertThat(spoolIsEmpty()).isTrue();
    }

    /** A proxy's page, with status 200. */
    @Test
    void pageInPlaceOfContentShouldBeNoMessage() throws Exception {
        deliver(1);
        try (MailboxSession session = source()) {
            List<ItemHead> heads = Sessions.heads(session, Home.PATH);
            server.plan("/download/", Fault.HTML);
            assertFails(Scope.STORE, Retry.LATER, () -> Sessions.read(session, Home.PATH, heads));
            server.plan("/download/", Fault.HTML);
            assertFails(
                    Scope.STORE,
                    Retry.LATER,
                    () -> Sessions.fingerprints(session, Home.PATH, UidRange.ALL));
        }
    }

    private boolean spoolIsEmpty() throws Exception {
        if (!Files.isDirectory(folder.resolve("spool"))) {
            return true;
        }
        try (var files = Files.list(folder.resolve("spool"))) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void largeContentThatIsCutShouldLeaveNothingInTheSpool() throws Exception {
        try (MailboxSession session = destination()) {
            session.append(Home.PATH, List.of(in(INBOX, Messages.large("large", 3_000_000))));
            List<ItemHead> heads = Sessions.heads(session, Home.PATH);
            server.plan("/download/", Fault.CUT);
            assertFails(Scope.STORE, Retry.NOW, () -> Sessions.read(session, Home.PATH, heads));
        }
        assertThat(spoolIsEmpty()).isTrue();
    }

    @Test
    void questionShouldSurviveALostConnection() throws Exception {
        deliver(2);
        server.plan("Email/get", Fault.DROPPED);
        server.plan("/download/", Fault.DROPPED);
        try (MailboxSession session = source()) {
            assertThat(Sessions.read(session, Home.PATH, Sessions.heads(session, Home.PATH)))
                    .hasSize(2);
        }
        assertThat(server.hasPlans()).isFalse();
    }

    @Test
    void importShouldBeSentOnceAndBeFoundWhereItsAnswerWasLost() throws Exception {
        deliver(4);
        Uid fence;
        try (MailboxSession session = destination()) {
            fence = session.status(Home.PATH).uidNext();
            server.plan("Email/import", Fault.LOST_ANSWER);
            MailboxException lost =
                    failure(
                            () ->
                                    session.append(
                                            Home.PATH,
                                            List.of(
                                                    in(INBOX, Messages.plain("one")),
                                                    in(INBOX, Messages.plain("two")))));
            assertThat(lost.scope()).isEqualTo(Scope.STORE);
        }
        assertThat(server.count("Email/import")).isEqualTo(1);

        try (MailboxStore later = open();
                MailboxSession session = later.signIn(ANNA, Access.WRITE)) {
            assertThat(session.status(Home.PATH).uidNext().value()).isEqualTo(fence.value() + 2);
            Map<Uid, Fingerprint> found =
                    Sessions.fingerprints(session, Home.PATH, UidRange.from(fence));
            assertThat(found.values())
                    .extracting(print -> print.identity().orElseThrow())
                    .containsExactlyInAnyOrder("<one@test.example>", "<two@test.example>");
        }
    }

    @ParameterizedTest
    @CsvSource({"INTERNAL, STORE, LATER", "BUSY, MAILBOX, LATER", "HTML, STORE, LATER"})
    void refusedImportShouldTellThatNothingArrivedOnlyWhereThatIsSure(
            Fault fault, Scope scope, Retry retry) throws Exception {
        try (MailboxSession session = destination()) {
            server.plan("Email/import", fault);
            assertFails(
                    scope,
                    retry,
                    () -> session.append(Home.PATH, List.of(in(INBOX, Messages.plain("x")))));
        }
        assertThat(anna().emails).isEmpty();
    }

    @Test
    void pagesThatGoStaleShouldLeaveOutNothingAndTellNothingTwice() throws Exception {
        deliver(23);
        List<String> first = List.copyOf(anna().emails.keySet());
        AtomicInteger pages = new AtomicInteger();
        server.manner.afterPage =
                () -> {
                    int page = pages.incrementAndGet();
                    if (page <= 4) {
                        // one that was told goes, one comes before all pages that are left
                        anna().destroy(first.get(page));
                        deliver("meanwhile " + page, Messages.DATE.minusSeconds(page));
                    }
                };
        try (MailboxSession session = source()) {
            session.status(Home.PATH);
            List<ItemHead> heads = Sessions.heads(session, Home.PATH);
            assertThat(heads).hasSize(23);
            assertThat(heads).extracting(ItemHead::uid).isSorted().doesNotHaveDuplicates();
        }
        assertThat(pages.get()).isGreaterThan(4);
    }

    /** Such a server's pages have numbers only. */
    @Test
    void serverWithoutAnchorsShouldBeListedWholeAllTheSame() throws Exception {
        server.manner.anchors = false;
        deliver(23);
        List<String> first = List.copyOf(anna().emails.keySet());
        AtomicInteger pages = new AtomicInteger();
        server.manner.afterPage =
                () -> {
                    if (pages.incrementAndGet() == 3) {
                        anna().destroy(first.get(0));
                    }
                };
        try (MailboxSession session = source()) {
            assertThat(Sessions.heads(session, Home.PATH)).hasSize(22);
        }
    }

    @Test
    void listThatNeverStandsStillShouldBeTriedAgainLater() {
        server.manner.anchors = false;
        deliver(12);
        server.manner.afterPage = () -> deliver("again", Messages.DATE);
        assertFails(
                Scope.STORE,
                Retry.LATER,
                () -> {
                    try (MailboxSession session = source()) {
                        session.status(Home.PATH);
                    }
                });
    }

    @Test
    void stateThatTheServerHasForgottenShouldBeToldAndNothingLost() throws Exception {
        deliver(3);
        try (MailboxSession session = source()) {
            ChangeCursor since = session.status(Home.PATH).cursor().orElseThrow();
            deliver("later", Messages.DATE);
            server.manner.oldest = anna().events.size();
            assertThat(session.changes(Home.PATH, since, change -> {})).isFalse();
            assertThat(session.status(Home.PATH).messages()).isEqualTo(4);
            assertThat(Sessions.heads(session, Home.PATH)).hasSize(4);
        }
    }

    @Test
    void idThatComesAgainShouldBeAnotherItem() throws Exception {
        deliver(2);
        String id = anna().emails.keySet().iterator().next();
        ServedAccount.Email email = anna().emails.get(id);
        Uid before;
        try (MailboxSession session = source()) {
            before = Sessions.heads(session, Home.PATH).get(0).uid();
            anna().destroy(id);
            session.status(Home.PATH);
            anna().emails.put(id, email);
            anna().events.add(new ServedAccount.Event(ServedAccount.What.CREATED, id));
            session.status(Home.PATH);
            assertThat(Sessions.heads(session, Home.PATH))
                    .hasSize(2)
                    .extracting(ItemHead::uid)
                    .doesNotContain(before);
        }
    }

    /** A server that was set up anew, with the same accounts. */
    @Test
    void accountInAnotherLifeShouldHaveAnotherUidValidity() throws Exception {
        deliver(4);
        UidValidity before;
        try (MailboxSession session = source()) {
            before = session.status(Home.PATH).uidValidity();
        }
        anna().emails.clear();
        anna().events.clear();
        deliver(5);
        try (MailboxStore later = open();
                MailboxSession session = later.signIn(ANNA, Access.READ)) {
            assertThat(session.status(Home.PATH).uidValidity()).isNotEqualTo(before);
            assertThat(Sessions.heads(session, Home.PATH)).hasSize(5);
        }
    }

    @Test
    void fullMailboxShouldBeTold() throws Exception {
        server.manner.full = true;
        try (MailboxSession session = destination()) {
            assertThat(session.append(Home.PATH, List.of(in(INBOX, Messages.plain("x")))))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason().isFull()).isTrue());
        }
    }

    @Test
    void itemOverTheLimitShouldBeRefusedAndItsNeighboursKept() throws Exception {
        try (MailboxSession session = destination()) {
            var outcomes =
                    session.append(
                            Home.PATH,
                            List.of(
                                    in(INBOX, Messages.plain("before")),
                                    in(INBOX, Messages.large("large", 5_100_000)),
                                    in(INBOX, Messages.plain("after"))));
            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.reason().scope()).isEqualTo(Scope.MESSAGE));
            assertThat(Sessions.heads(session, Home.PATH)).hasSize(2);
        }
        assertThat(server.count("/upload/")).isEqualTo(2);
    }

    @Test
    void interruptShouldEndARequest() throws Exception {
        deliver(3);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        server.manner.afterPage =
                () -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        AtomicReference<MailboxException> ended = new AtomicReference<>();
        Thread asking =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (MailboxSession session = source()) {
                                        session.status(Home.PATH);
                                    } catch (MailboxException e) {
                                        ended.set(e);
                                    }
                                });
        asked.await();
        asking.interrupt();
        assertThat(asking.join(Duration.ofSeconds(30))).isTrue();
        assertThat(ended.get().isInterrupted()).isTrue();
        never.countDown();
    }
}
