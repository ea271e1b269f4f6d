package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.testkit.DovecotContainer;
import io.mailcaravan.testkit.TokenIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** Signing in with tokens to a real Dovecot, which checks each signature, user and end. */
class DovecotTokenIT {

    private static final String ANNA = "anna@acme.example";

    @TempDir private static Path certificates;
    @TempDir private static Path provider;
    private static TokenIssuer issuer;
    private static DovecotContainer server;

    @TempDir private Path spool;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        issuer = new TokenIssuer(provider);
        server = new DovecotContainer().withEnv("TOKEN_KEY", issuer.publicKey());
        server.start();
        server.caFile(certificates);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
        if (issuer != null) {
            issuer.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoauth2", "oauthbearer"})
    void eachMailboxShouldSignInWithATokenOfItsOwn(String auth) throws Exception {
        issuer.life(Duration.ofHours(1));
        MailboxStore store = ofServiceAccount(auth);
        int before = issuer.given();
        for (String mailbox : new String[] {ANNA, "bert@acme.example", ANNA}) {
            assertSignsIn(store, mailbox);
        }
        assertThat(issuer.given() - before).isEqualTo(2);
    }

    @Test
    void noSignInShouldFailWhileTokensRunOut() throws Exception {
        issuer.life(Duration.ofSeconds(1));
        MailboxStore store = ofServiceAccount("xoauth2");
        int before = issuer.given();
        while (issuer.given() - before < 3) {
            assertSignsIn(store, ANNA);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoauth2", "oauthbearer"})
    void tokenOfAnotherMailboxShouldBeRefusedWithTheServersReason(String auth) throws Exception {
        String token = issuer.token("bert@acme.example", Instant.now().plusSeconds(600));
        MailboxException failure = failure(given(auth, token));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation())
                .contains("the sign-in as anna@acme.example was refused")
                .contains("and {\"status\":")
                .doesNotContain(token);
    }

    @Test
    void tokenThatHasRunOutShouldBeRefused() throws Exception {
        String token = issuer.token(ANNA, Instant.now().minusSeconds(60));
        assertThat(failure(given("xoauth2", token)).scope()).isEqualTo(Scope.MAILBOX);
    }

    @Test
    void tokenInAFileShouldBeReadForEachSignIn() throws Exception {
        Path file = spool.resolve("token");
        Files.writeString(file, issuer.token(ANNA, Instant.now().minusSeconds(60)));
        MailboxStore store =
                store(Map.of("auth", "oauthbearer", "oauth.access-token-file", file.toString()));
        assertThat(failure(store).scope()).isEqualTo(Scope.MAILBOX);
        Files.writeString(file, issuer.token(ANNA, Instant.now().plusSeconds(600)) + "\n");
        assertSignsIn(store, ANNA);
    }

    private MailboxStore ofServiceAccount(String auth) throws Exception {
        return store(
                Map.of(
                        "auth",
                        auth,
                        "oauth.service-account-file",
                        issuer.serviceAccount(provider).toString(),
                        "oauth.ca-file",
                        issuer.authority().toString()));
    }

    private MailboxStore given(String auth, String token) {
        return store(Map.of("auth", auth, "oauth.access-token", token));
    }

    private MailboxStore store(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("ca-file", certificates.resolve("ca.pem").toString());
        return ImapStores.of(server.tlsPort(), spool, settings);
    }

    private static void assertSignsIn(MailboxStore store, String mailbox) throws Exception {
        try (MailboxSession session = store.signIn(Login.of(mailbox), Access.READ)) {
            assertThat(session.status(FolderPath.INBOX).messages()).isZero();
        }
    }

    private static MailboxException failure(MailboxStore store) {
        return catchThrowableOfType(
                MailboxException.class, () -> store.signIn(Login.of(ANNA), Access.READ).close());
    }
}
