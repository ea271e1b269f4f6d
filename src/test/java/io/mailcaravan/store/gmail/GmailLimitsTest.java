package io.mailcaravan.store.gmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ByteBudget;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.Stores;
import io.mailcaravan.store.imap.ImapStores;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, connections, and answers that ask to wait. */
class GmailLimitsTest extends GmailTestCase {

    @Test
    void tokenShouldSignIn() throws Exception {
        server.takesToken(USER, "given");
        MailboxStore withToken =
                GmailStores.of(server, spool, "auth", "xoauth2", "oauth.access-token", "given");
        try (MailboxSession session = withToken.signIn(Login.of(USER), Access.READ)) {
            assertThat(session.home(FolderPath.INBOX)).isEqualTo(ALL);
        }
        assertThat(withToken.needsPassword()).isFalse();
    }

    @Test
    void refusedTokenShouldStopTheMailboxForGood() {
        MailboxStore withToken =
                GmailStores.of(server, spool, "auth", "xoauth2", "oauth.access-token", "expired");
        assertThatThrownBy(() -> withToken.signIn(Login.of(USER), Access.READ))
                .isInstanceOfSatisfying(
                        MailboxException.class,
                        e -> {
                            assertThat(e.scope()).isEqualTo(Scope.MAILBOX);
                            assertThat(e.retry()).isEqualTo(Retry.NEVER);
                            assertThat(e.getMessage()).doesNotContain("expired");
                        });
    }

    @Test
    void tokenShouldBeTheStandard() {
        StoreSettings settings = new StoreSettings("new", Map.of("type", "gmail"), Path.of("."));
        assertThatThrownBy(() -> new GmailStoreFactory().create(settings, new Spool(spool, 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("oauth.");
    }

    @Test
    void mailboxShouldNeverHaveMoreConnectionsThanItMay() throws Exception {
        MailboxStore few = GmailStores.of(server, spool, "connections-per-mailbox", "3");
        Login login = GmailStores.login(USER);
        List<MailboxSession> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(few.signInIfFree(login, Access.READ).orElseThrow());
        }
        assertThat(few.signInIfFree(login, Access.READ)).isEmpty();
        Optional<MailboxSession> other =
                few.signInIfFree(GmailStores.login("bob@acme.example"), Access.READ);
        assertThat(other).isPresent();
        other.get().close();
        open.get(0).close();
        open.add(few.signInIfFree(login, Access.READ).orElseThrow());
        open.forEach(MailboxSession::close);
    }

    @Test
    void ownersConnectionsShouldMakeItWaitAndNotFail() throws Exception {
        for (int i = 0; i < GmailServer.MOST_CONNECTIONS; i++) {
            server.connected(USER);
        }
        assertThatThrownBy(this::source)
                .isInstanceOfSatisfying(
                        MailboxException.class,
                        e -> {
                            assertThat(e.scope()).isEqualTo(Scope.MAILBOX);
                            assertThat(e.retry()).isEqualTo(Retry.LATER);
                            assertThat(e.retryAfter()).isPresent();
                        });
        server.disconnected(USER);
    }

    @ParameterizedTest
    @CsvSource({
        "NO [THROTTLED] Please slow down, 30",
        "NO [OVERQUOTA] Account exceeded command or bandwidth limits. 12345, 3600",
        "NO [ALERT] Too many simultaneous connections. (Failure), 30"
    })
    void askedToWaitItShouldSayHowLong(String answer, long seconds) throws Exception {
        server.plan("APPEND", answer);
        try (MailboxSession session = destination()) {
            assertThatThrownBy(() -> session.append(ALL, List.of(Messages.plain("x"))))
                    .isInstanceOfSatisfying(
                            MailboxException.class,
                            e -> {
                                assertThat(e.retry()).isEqualTo(Retry.LATER);
                                assertThat(e.isFull()).isFalse();
                                assertThat(e.retryAfter().orElseThrow()).hasSeconds(seconds);
                            });
        }
    }

    @Test
    void dailyBytesShouldStayBelowWhatGoogleAllows() {
        var allowed = new GmailStoreFactory().allowed().orElseThrow();
        assertThat(allowed.read()).isBetween(2_000_000_000L, 2_500_000_000L);
        assertThat(allowed.written()).isBetween(400_000_000L, 500_000_000L);
    }

    /** By configuration, as everything else gets its stores. */
    @Test
    void configuredStoreShouldCountWhatItMoves() throws Exception {
        put("x", "\\Inbox");
        MemoryBudget budget = new MemoryBudget();
        Map<String, String> settings = new HashMap<>(GmailStores.settings(server));
        try (Stores stores =
                        new Stores(
                                List.of(new GmailStoreFactory()),
                                List.of(new StoreSettings("acme", settings, Path.of("."))),
                                new Spool(spool, 1 << 14),
                                () -> budget);
                MailboxSession session =
                        stores.get("acme").signIn(GmailStores.login(USER), Access.READ)) {
            assertThat(session.home(FolderPath.INBOX)).isEqualTo(ALL);
            Sessions.read(session, ALL, Sessions.heads(session, ALL));
        }
        assertThat(budget.limits).containsOnly(2_300L << 20);
    }

    /** Keeps which limits were asked with. */
    private static final class MemoryBudget implements ByteBudget {
        private final Set<Long> limits = new HashSet<>();

        @Override
        public Share take(Account account, long least, long most, long limit) {
            limits.add(limit);
            return new Share(most, Instant.EPOCH);
        }

        @Override
        public void add(Account account, long bytes) {}
    }

    @Test
    void imapStoreAtGmailShouldWarn() throws Exception {
        MailboxStore imap = ImapStores.plain(server.port(), spool);
        // it enables UTF-8, which does no harm where labels are not asked for
        server.capabilities.remove("UTF8=ACCEPT");
        Login login = new Login(USER, Optional.of(new Secret(GmailServer.PASSWORD)));
        for (Access access : Access.values()) {
            try (MailboxSession session = imap.signIn(login, access)) {
                assertThat(session.warnings())
                        .singleElement()
                        .satisfies(said -> assertThat(said).contains("type=gmail"));
            }
        }
        try (MailboxSession session = source()) {
            assertThat(session.warnings()).isEmpty();
        }
    }
}
