package io.mailcaravan.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignInsTest {

    private final MemoryStore memory = new MemoryStore("memory");
    private final AtomicInteger tries = new AtomicInteger();
    private final MailboxStore store =
            new MailboxStore() {
                @Override
                public String name() {
                    return "memory";
                }

                @Override
                public String type() {
                    return "memory";
                }

                @Override
                public MailboxSession signIn(Login login, Access access) throws MailboxException {
                    tries.incrementAndGet();
                    return memory.signIn(login, access);
                }
            };
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final MailboxProgress progress = new MailboxProgress("anna");
    private final SignIns signIns =
            new SignIns(
                    store,
                    Login.of("anna"),
                    Access.READ,
                    new Delays(progress, Duration.ofMillis(1), cancelled::get));

    @Test
    void refusedPasswordShouldBeTriedOnceByManyConnections() throws Exception {
        memory.password("anna", "right");

        assertThat(refusals(20)).isEqualTo(20);

        assertThat(tries).hasValue(1);
    }

    @Test
    void passwordRefusedWhenReconnectingShouldBeTriedOnceByManyConnections() throws Exception {
        signIns.open().close();
        memory.password("anna", "changed");

        assertThat(refusals(20)).isEqualTo(20);

        assertThat(tries).hasValue(2);
        assertThat(catchThrowableOfType(MailboxException.class, signIns::openIfFree).retry())
                .isEqualTo(Retry.NEVER);
        assertThat(tries).hasValue(2);
    }

    private long refusals(int connections) throws Exception {
        List<Future<Boolean>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                all.add(
                        threads.submit(
                                () ->
                                        catchThrowableOfType(MailboxException.class, signIns::open)
                                                != null));
            }
        }
        long refused = 0;
        for (Future<Boolean> one : all) {
            refused += one.get() ? 1 : 0;
        }
        return refused;
    }

    @Test
    void lostConnectionShouldNotCountAsRefused() throws Exception {
        memory.faults().failNextSignIn(new MailboxException(Scope.STORE, Retry.NOW, "lost", ""));

        assertThat(catchThrowableOfType(MailboxException.class, signIns::open)).hasMessage("lost");

        signIns.open().close();
    }

    @Test
    void longWaitShouldBeLeftToALaterPass() {
        memory.faults().failNextSignIn(wait(Duration.ofHours(1)));

        MailboxException pause = catchThrowableOfType(MailboxException.class, signIns::open);

        assertThat(pause.isPause()).isTrue();
        assertThat(progress.delayedNanos()).isZero();
    }

    @Test
    void endOfThePassShouldEndTheWait() {
        memory.faults().failNextSignIn(wait(Duration.ofMinutes(10)));
        cancelled.set(true);

        MailboxException ended = catchThrowableOfType(MailboxException.class, signIns::open);

        assertThat(ended).hasMessage("interrupted");
        assertThat(ended.retry()).isEqualTo(Retry.NEVER);
    }

    @Test
    void serverThatOnlyAsksToWaitShouldBeGivenUp() throws Exception {
        Delays delays = new Delays(progress, Duration.ofMillis(1), () -> false);
        MailboxException wait = wait(Duration.ZERO);
        assertThat(delays.await(wait)).isTrue();
        for (int i = 0; i < 3; i++) {
            cancelled.set(true);
            assertThat(
                            catchThrowableOfType(
                                    MailboxException.class,
                                    () -> signIns.delays().await(wait(Duration.ofMinutes(10)))))
                    .hasMessage("interrupted");
        }

        assertThat(signIns.delays().await(wait(Duration.ofMinutes(10)))).isFalse();
    }

    private static MailboxException wait(Duration wait) {
        return new MailboxException(Scope.MAILBOX, Retry.LATER, wait, "slower", "", null);
    }
}
