package io.mailcaravan.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.oauth.TokenServer.Reply;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store signs in with, got once and renewed ahead of time. */
class TokensTest {

    /** The server's own clock goes on. */
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final TokenServer server = new TokenServer();
    private final MovedClock clock = new MovedClock(began);
    private final HttpClient client = HttpClient.newHttpClient();
    private Duration patience = TokenEndpoint.PATIENCE;

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    @Test
    void twoHundredMailboxesShouldCostOneRequestAnHour() throws Exception {
        Tokens tokens = tokens(application());
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> got =
                    IntStream.range(0, 200)
                            .mapToObj(i -> many.submit(() -> token(tokens, "user" + i)))
                            .toList();
            for (Future<String> one : got) {
                assertThat(one.get()).isEqualTo("token1");
            }
        }
        clock.pass(Duration.ofMinutes(54));
        assertThat(token(tokens, "anna")).isEqualTo("token1");
        clock.pass(Duration.ofMinutes(2)); // ahead of its end
        assertThat(token(tokens, "anna")).isEqualTo("token2");
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(
                        form ->
                                assertThat(form)
                                        .containsEntry("grant_type", "client_credentials")
                                        .containsEntry("client_id", "caravan")
                                        .containsEntry("client_secret", "of-client")
                                        .containsEntry("scope", "imap"));
    }

    @ParameterizedTest
    @CsvSource({"5, 3, 1", "5, 4, 2", "60, 47, 1", "60, 48, 2", "0, 100000, 1"})
    void tokenShouldBeRenewedAFifthOfAShortLifeAhead(long life, long later, int requests)
            throws Exception {
        server.life(life);
        Tokens tokens = tokens(application());
        token(tokens, "anna");
        clock.pass(Duration.ofSeconds(later));
        token(tokens, "anna");
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void eachMailboxShouldHaveATokenThatIsItsOwn() throws Exception {
        KeyPair pair = pair();
        Tokens tokens = tokens(account(pair));

        assertThat(token(tokens, "anna@acme.example")).isEqualTo("token1");
        assertThat(token(tokens, "bert@acme.example")).isEqualTo("token2");
        assertThat(token(tokens, "anna@acme.example")).isEqualTo("token1");

        SignedJWT berts = server.assertion(1, "assertion");
        assertThat(berts.getJWTClaimsSet().getSubject()).isEqualTo("bert@acme.example");
        assertThat(berts.getJWTClaimsSet().getIssuer()).isEqualTo("move@acme.example");
        assertThat(berts.getJWTClaimsSet().getAudience()).containsExactly(server.uri().toString());
        assertThat(berts.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("mail");
        assertThat(berts.getJWTClaimsSet().getIssueTime().toInstant()).isEqualTo(began);
        assertThat(berts.verify(new RSASSAVerifier((RSAPublicKey) pair.getPublic()))).isTrue();
        assertThat(server.requests().get(1))
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    }

    @Test
    void refusedTokenShouldBeRenewedOnceByWhoeverComesFirst() throws Exception {
        Tokens tokens = tokens(application());
        AccessToken first = tokens.of("anna");
        assertThat(tokens.refused("anna", first.secret())).as("just given").isFalse();

        clock.pass(Duration.ofMinutes(2));
        assertThat(tokens.refused("anna", first.secret())).isTrue();
        AccessToken second = tokens.of("anna");
        assertThat(second.secret().reveal()).isEqualTo("token2");
        assertThat(tokens.refused("bert", first.secret())).as("renewed meanwhile").isTrue();
        assertThat(tokens.of("bert")).isSameAs(second);
        assertThat(tokens.refused("bert", second.secret())).isFalse();
    }

    @Test
    void newestRefreshTokenShouldBeUsed() throws Exception {
        Tokens tokens =
                tokens(
                        new RefreshGrant(
                                "acme", client(), Optional.empty(), new Secret("consent1")));
        server.say(
                Reply.of(
                        200,
                        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":10,"
                                + "\"refresh_token\":\"consent2\"}"));
        token(tokens, "anna");
        clock.pass(Duration.ofSeconds(20));
        token(tokens, "anna");
        assertThat(server.requests())
                .extracting(form -> form.get("refresh_token"))
                .containsExactly("consent1", "consent2");
    }

    @Test
    void assertionShouldBeSignedAgainWithTheTimeOfTheServer() throws Exception {
        Tokens tokens = tokens(account(pair()));
        Duration behind = Duration.ofMinutes(20);
        clock.pass(behind.negated());
        server.say(Reply.refusal("invalid_grant", "Invalid JWT: Check your iat and exp values"));

        assertThat(token(tokens, "anna")).isEqualTo("token1");
        assertThat(issued(0)).isEqualTo(began.minus(behind));
        assertThat(issued(1)).isAfterOrEqualTo(began);
    }

    private Instant issued(int request) throws Exception {
        return server.assertion(request, "assertion").getJWTClaimsSet().getIssueTime().toInstant();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_client|AADSTS7000215: Invalid client secret|the secret's value that counts",
                "invalid_client|AADSTS7000222: expired|has run out",
                "unauthorized_client|AADSTS700016: not found|oauth.client-id and oauth.tenant",
                "unauthorized_client|Client is unauthorized|Domain-wide delegation",
                "invalid_scope|no such|Check oauth.scope",
                "something_new|in other words|provider's page"
            })
    void refusalShouldBeToldWithWhatMendsIt(String code, String words, String advice) {
        server.say(Reply.refusal(code, words));
        MailboxException failure = failure(tokens(application()), "anna");

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation())
                .contains("Store acme: the token endpoint localhost refused a token")
                .contains(code)
                .contains(words)
                .contains(advice);
    }

    @Test
    void refusalOfOneMailboxShouldLeaveTheOthers() throws Exception {
        Tokens tokens = tokens(account(pair()));
        server.say(Reply.refusal("invalid_grant", "Invalid email or User ID"));
        MailboxException failure = failure(tokens, "nobody@acme.example");

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.explanation())
                .contains("for nobody@acme.example")
                .contains("Check the address");
        assertThat(token(tokens, "anna@acme.example")).isEqualTo("token1");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void overloadedEndpointShouldBeAskedAgainLater(int status) throws Exception {
        Tokens tokens = tokens(application());
        server.say(new Reply(status, Map.of("Retry-After", "7"), "<html>busy</html>"));
        MailboxException failure = failure(tokens, "anna");

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(failure.retryAfter()).isPresent();
        assertThat(token(tokens, "anna")).isEqualTo("token1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>sign in</html>", "{}", "[1]", "{\"access_token\":\"\"}"})
    void whatIsNoAnswerShouldBeToldAndNotTaken(String body) {
        server.say(Reply.of(200, body));
        MailboxException failure = failure(tokens(application()), "anna");

        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation()).contains("no answer of a token endpoint", "token-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775807", "1e300", "-1", "0", "\"-1\"", "\"soon\"", "null"})
    void oddLifeShouldSpoilNoToken(String life) throws Exception {
        server.say(Reply.of(200, "{\"access_token\":\"odd\",\"expires_in\":" + life + "}"));
        Tokens tokens = tokens(application());
        assertThat(token(tokens, "anna")).isEqualTo("odd");
        clock.pass(Duration.ofHours(2));
        assertThat(token(tokens, "bert")).isEqualTo("odd");
        assertThat(tokens.refused("bert", tokens.of("bert").secret())).isTrue();
        assertThat(token(tokens, "bert")).isEqualTo("token1");
    }

    @Test
    void clockThatIsSetBackShouldKeepNoTokenAlive() throws Exception {
        Tokens tokens = tokens(application());
        AccessToken first = tokens.of("anna");
        clock.pass(Duration.ofHours(-2));
        assertThat(tokens.refused("anna", first.secret())).isTrue();
        assertThat(token(tokens, "anna")).isEqualTo("token2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"message\":\"Forbidden\"}", "{\"errorCode\":\"E1\"}", "{\"error\":7}"})
    void errorThatIsNoneOfOAuthShouldStopTheStore(String body) {
        server.say(Reply.of(403, body));
        MailboxException failure = failure(tokens(application()), "anna");

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation()).contains("answers 403 with what is no answer");
    }

    @Test
    void refusalThatComesAsAnAnswerShouldBeTold() {
        server.say(Reply.of(200, "{\"error\":\"invalid_client\",\"error_description\":\"no\"}"));
        assertThat(failure(tokens(application()), "anna").explanation())
                .contains("refused a token: invalid_client (no)");
    }

    /** Else an endpoint that is down would be asked by each of them, one after the other. */
    @Test
    void whoHasOnlyWaitedShouldShareTheFailure() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        TokenSource down =
                new TokenSource() {
                    @Override
                    public boolean isPerMailbox() {
                        return false;
                    }

                    @Override
                    public AccessToken request(String mailbox) throws MailboxException {
                        requests.incrementAndGet();
                        asked.countDown();
                        try {
                            answer.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        throw new MailboxException(Scope.STORE, Retry.LATER, "down", "");
                    }
                };
        Tokens tokens = new Tokens(down, clock);
        List<MailboxException> failures = new CopyOnWriteArrayList<>();
        Thread first = Thread.startVirtualThread(() -> failures.add(failure(tokens, "anna")));
        asked.await();
        Thread second = Thread.startVirtualThread(() -> failures.add(failure(tokens, "bert")));
        while (!isWaiting(second)) {
            Thread.onSpinWait();
        }
        answer.countDown();
        first.join();
        second.join();
        assertThat(failures).hasSize(2).doesNotContainNull();
        assertThat(requests).hasValue(1);
        assertThat(failure(tokens, "anna")).hasMessage("down");
        assertThat(requests).as("who comes later asks anew").hasValue(2);
    }

    private static boolean isWaiting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("lockInterruptibly"));
    }

    @Test
    void silentEndpointShouldBeTriedLater() {
        Tokens tokens = tokens(application());
        server.close();
        MailboxException failure = failure(tokens, "anna");

        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(failure.explanation()).contains("cannot be reached: no connection");
    }

    @RepeatedTest(20)
    void answerThatDoesNotEndShouldBeGivenUp() {
        patience = Duration.ofMillis(20);
        server.say(Reply.endless());
        MailboxException failure = failure(tokens(application()), "anna");

        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(failure.explanation()).contains("cannot be reached");
    }

    @Test
    void answerThatIsTooLargeShouldBeGivenUp() {
        server.say(Reply.of(200, " ".repeat(3 << 20) + "{}"));
        MailboxException failure = failure(tokens(application()), "anna");

        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(failure.explanation()).contains("cannot be reached");
    }

    @Test
    void noMessageShouldShowASecretThatTheServerRepeats() {
        server.say(Reply.refusal("invalid_client", "of-client is wrong"));
        assertThat(failure(tokens(application()), "anna").explanation())
                .doesNotContain("of-client")
                .contains("***** is wrong");
        server.say(Reply.refusal("invalid_grant", "consent1 is revoked"));
        assertThat(
                        failure(
                                        tokens(
                                                new RefreshGrant(
                                                        "acme",
                                                        client(),
                                                        Optional.empty(),
                                                        new Secret("consent1"))),
                                        "anna")
                                .explanation())
                .doesNotContain("consent1");
    }

    private ClientIdentity client() {
        return new ClientIdentity(
                server.uri(), "caravan", Optional.of(new Secret("of-client")), Optional.empty());
    }

    private GrantForm application() {
        return new ClientCredentials(client(), Optional.of("imap"));
    }

    private GrantForm account(KeyPair pair) {
        return new ServiceAccount(
                "move@acme.example",
                "key1",
                (RSAPrivateKey) pair.getPrivate(),
                server.uri(),
                "mail");
    }

    private static KeyPair pair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private Tokens tokens(GrantForm form) {
        return new Tokens(
                new EndpointGrant("acme", new TokenEndpoint("acme", client, patience), form, clock),
                clock);
    }

    private static String token(Tokens tokens, String mailbox) throws MailboxException {
        return tokens.of(mailbox).secret().reveal();
    }

    private static MailboxException failure(Tokens tokens, String mailbox) {
        return catchThrowableOfType(MailboxException.class, () -> tokens.of(mailbox));
    }

    /** A clock that stands until it is moved. */
    private static final class MovedClock extends Clock {
        private volatile Instant now;

        MovedClock(Instant now) {
            this.now = now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
