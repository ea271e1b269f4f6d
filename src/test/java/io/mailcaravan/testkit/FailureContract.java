package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong is told with the right scope and retry. */
public interface FailureContract extends StoreFixture {

    FolderPath MISSING = FolderPath.of("There is no such folder");

    @Test
    default void missingFolderShouldBeAFolderErrorForGood() throws Exception {
        ItemHead head = new ItemHead(new Uid(1), Flags.NONE, Messages.DATE, 10);
        try (MailboxSession session = source()) {
            assertFails(Scope.FOLDER, Retry.NEVER, () -> session.status(MISSING));
            assertFails(
                    Scope.FOLDER,
                    Retry.NEVER,
                    () -> session.list(MISSING, UidRange.ALL, each -> {}));
            assertFails(
                    Scope.FOLDER,
                    Retry.NEVER,
                    () ->
                            session.read(
                                    MISSING,
                                    List.of(List.of(head)).iterator(),
                                    item -> item.content().close()));
            assertFails(
                    Scope.FOLDER,
                    Retry.NEVER,
                    () -> session.fingerprints(MISSING, UidRange.ALL, (uid, print) -> {}));
            assertThat(session.status(FolderPath.INBOX).messages())
                    .as("the session goes on")
                    .isZero();
        }
        try (MailboxSession session = destination()) {
            assertFails(
                    Scope.FOLDER,
                    Retry.NEVER,
                    () -> session.append(MISSING, List.of(Messages.plain("nowhere"))));
            assertThat(session.append(FolderPath.INBOX, List.of(Messages.plain("x")))).hasSize(1);
        }
    }

    @Test
    default void errorShouldNameTheFolder() throws Exception {
        try (MailboxSession session = source()) {
            assertThatThrownBy(() -> session.status(MISSING))
                    .hasMessageContaining(MISSING.toString());
        }
    }

    @Test
    default void wrongPasswordShouldStopTheMailboxForGood() {
        assumeTrue(
                wrongLogin().isPresent(),
                () -> "store type " + store().type() + " knows no passwords");
        assertFails(
                Scope.MAILBOX,
                Retry.NEVER,
                () -> store().signIn(wrongLogin().get(), Access.READ).close());
        wrongLogin()
                .get()
                .password()
                .ifPresent(
                        password ->
                                assertThatThrownBy(
                                                () ->
                                                        store().signIn(
                                                                        wrongLogin().get(),
                                                                        Access.READ)
                                                                .close())
                                        .hasMessageNotContaining(password.reveal()));
    }

    @Test
    default void closedSessionShouldFailAsALostConnection() throws Exception {
        MailboxSession session = source();
        session.status(FolderPath.INBOX);
        session.close();
        session.close();

        assertThat(failure(() -> session.status(FolderPath.INBOX)).scope()).isEqualTo(Scope.STORE);
        assertThat(failure(session::folders).scope()).isEqualTo(Scope.STORE);
    }

    @Test
    @Timeout(60)
    default void closeFromAnotherThreadShouldEndAReading() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(12));
        MailboxSession session = source();
        List<List<ItemHead>> windows =
                Sessions.heads(session, FolderPath.INBOX).stream().map(List::of).toList();
        AtomicInteger delivered = new AtomicInteger();

        MailboxException failure =
                failure(
                        () ->
                                session.read(
                                        FolderPath.INBOX,
                                        windows.iterator(),
                                        item -> {
                                            item.content().close();
                                            if (delivered.incrementAndGet() == 1) {
                                                closeFromAnotherThread(session);
                                            }
                                        }));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(delivered.get()).isLessThan(12);
    }

    @Test
    default void failureOfTheTakerShouldReachTheCaller() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(4));
        MailboxException thrown =
                new MailboxException(Scope.MESSAGE, Retry.NEVER, "the taker has enough", "");
        try (MailboxSession session = source()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            assertThatThrownBy(
                            () ->
                                    session.read(
                                            FolderPath.INBOX,
                                            List.of(heads).iterator(),
                                            item -> {
                                                item.content().close();
                                                throw thrown;
                                            }))
                    .isSameAs(thrown);
        }
    }

    @Test
    default void quotaShouldBeToldWhereDeclared() throws Exception {
        require(StoreCapability.QUOTA);
        fill(FolderPath.INBOX, Messages.plain("x"));
        try (MailboxSession session = source()) {
            for (Quota quota : session.quota().stream().toList()) {
                assertThat(quota.usedBytes()).isNotNegative();
                assertThat(quota.limitBytes()).isPositive();
            }
        }
    }

    private static void assertFails(Scope scope, Retry retry, ThrowingCallable call) {
        MailboxException failure = failure(call);
        assertThat(failure.scope()).as("scope of <%s>", failure.getMessage()).isEqualTo(scope);
        assertThat(failure.retry()).as("retry of <%s>", failure.getMessage()).isEqualTo(retry);
    }

    private static MailboxException failure(ThrowingCallable call) {
        MailboxException failure = catchThrowableOfType(MailboxException.class, call);
        assertThat(failure).as("the expected MailboxException").isNotNull();
        return failure;
    }

    private static void closeFromAnotherThread(MailboxSession session) {
        Thread closing = Thread.ofVirtual().start(session::close);
        try {
            assertThat(closing.join(Duration.ofSeconds(30)))
                    .as("close() does not wait for the reading")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while closing", e);
        }
    }
}
