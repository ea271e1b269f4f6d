package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server sees of {@code connections} and of wrong passwords. */
class ConnectionLimitTest {
    private static final int ALLOWED = 3;
    private static final int MAILBOXES = 20;
    private static final int ROUNDS = 6;

    private final GreenMail server = new GreenMail(ServerSetup.IMAP.dynamicPort());
    @TempDir private Path spool;

    @BeforeEach
    void start() {
        server.start();
        for (int i = 0; i < MAILBOXES; i++) {
            server.setUser(mailbox(i), "secret");
        }
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static String mailbox(int i) {
        return "m" + i + "@acme.example";
    }

    @Test
    void serverShouldNeverSeeMoreConnectionsThanAllowed() throws Exception {
        try (CountingProxy proxy = new CountingProxy(server.getImap().getPort(), ALLOWED)) {
            MailboxStore store =
                    ImapStores.plain(proxy.port(), spool, "connections", Integer.toString(ALLOWED));
            AtomicInteger failures = new AtomicInteger();
            List<Future<?>> all = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < MAILBOXES; i++) {
                    int number = i;
                    all.add(threads.submit(() -> rounds(store, number, failures)));
                }
            }
            for (Future<?> one : all) {
                one.get();
            }

            assertThat(proxy.over()).isZero();
            assertThat(proxy.accepted()).isGreaterThan(MAILBOXES * ROUNDS / 2);
            assertThat(proxy.cuts()).isPositive();
            assertThat(failures.get()).isPositive();
            // none was lost on the way: as many as allowed can be open now
            List<MailboxSession> open = new ArrayList<>();
            while (open.size() < ALLOWED) {
                try {
                    open.add(store.signInIfFree(login(0, "secret"), Access.READ).orElseThrow());
                } catch (MailboxException cut) {
                    assertThat(cut.scope()).isEqualTo(Scope.STORE);
                }
            }
            assertThat(store.signInIfFree(login(0, "secret"), Access.READ)).isEmpty();
            open.forEach(MailboxSession::close);
        }
    }

    /** Signs in, works, breaks off, signs in again; every third time with a wrong password. */
    private static void rounds(MailboxStore store, int number, AtomicInteger failures) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean wrong = (number + round) % 3 == 0;
            try (MailboxSession session =
                    round % 2 == 0
                            ? store.signIn(login(number, wrong ? "no" : "secret"), Access.WRITE)
                            : store.signInIfFree(login(number, "secret"), Access.WRITE)
                                    .orElse(null)) {
                if (session != null) {
                    session.append(FolderPath.INBOX, List.of(Messages.plain("one")));
                    session.status(FolderPath.INBOX);
                }
            } catch (MailboxException e) {
                failures.incrementAndGet();
            }
        }
    }

    private static Login login(int number, String password) {
        return new Login(mailbox(number), Optional.of(new Secret(password)));
    }

    @Test
    void wrongPasswordOfTheAdministratorShouldNotBeTriedForEveryMailbox() throws Exception {
        try (CountingProxy proxy = new CountingProxy(server.getImap().getPort(), ALLOWED)) {
            MailboxStore store =
                    ImapStores.plain(
                            proxy.port(),
                            spool,
                            "auth",
                            "master-user",
                            "admin-username",
                            "admin",
                            "admin-password",
                            "wrong");
            List<Scope> scopes = new ArrayList<>();
            while (!scopes.contains(Scope.STORE) || scopes.size() < 10) {
                MailboxException refused =
                        catchThrowableOfType(
                                MailboxException.class,
                                () -> store.signIn(Login.of("m1@acme.example"), Access.READ));
                if (refused.retry() == MailboxException.Retry.NEVER) {
                    scopes.add(refused.scope());
                }
            }
            assertThat(scopes).filteredOn(scope -> scope == Scope.MAILBOX).hasSize(3);
            assertThat(scopes.subList(3, scopes.size())).containsOnly(Scope.STORE);
        }
    }
}
