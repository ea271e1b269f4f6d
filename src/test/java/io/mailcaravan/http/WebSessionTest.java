package io.mailcaravan.http;

import static io.mailcaravan.http.OddWebServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.auth.AuthMethod;
import io.mailcaravan.auth.Authenticator;
import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.ServerCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client takes for an answer, and what it sends to whom. */
@Timeout(120)
class WebSessionTest {

    private static final Login ANNA = new Login("anna", Optional.of(new Secret("kennwort")));

    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /** Long enough for each answer here, short enough to wait for one that does not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir private Path folder;
    private OddWebServer server;

    @BeforeEach
    void start() throws Exception {
        server = new OddWebServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static WebClient client(Optional<SSLContext> trust) {
        SignInSettings signIn =
                new SignInSettings(
                        "acme",
                        AuthMethod.PASSWORD,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        Optional.empty());
        return new WebClient(
                new WebSettings("acme", PATIENCE, PATIENCE, trust), new Authenticator(signIn));
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }

    private static JsonNode ask(WebRequest request) throws MailboxException {
        try (WebClient client = client(Optional.empty());
                WebSession session = client.session(ANNA)) {
            return session.send(request, answer -> JsonAnswer.read(answer, 1000));
        }
    }

    private JsonNode get() throws MailboxException {
        return ask(WebRequest.get(at("/a"), "cannot look"));
    }

    private static MailboxException assertFails(Scope scope, Retry retry, ThrowingCallable call) {
        MailboxException failure = catchThrowableOfType(MailboxException.class, call);
        assertThat(failure).as("the expected MailboxException").isNotNull();
        assertThat(failure.scope()).as("scope of <%s>", failure.getMessage()).isEqualTo(scope);
        assertThat(failure.retry()).as("retry of <%s>", failure.getMessage()).isEqualTo(retry);
        assertThat(failure.explanation()).doesNotContain("kennwort").doesNotContain("YW5u");
        return failure;
    }

    @Test
    void requestShouldBeSignedInAndAnswered() throws Exception {
        server.say(json("{\"a\":1}"));
        assertThat(get().path("a").asInt()).isEqualTo(1);
        assertThat(server.asked.peek()).contains("Authorization: Basic YW5uYTprZW5ud29ydA==");
    }

    @ParameterizedTest
    @CsvSource({
        "401, MAILBOX, NEVER",
        "403, MAILBOX, NEVER",
        "404, STORE, NEVER",
        "408, STORE, NOW",
        "413, MESSAGE, NEVER",
        "429, MAILBOX, LATER",
        "500, STORE, LATER",
        "502, STORE, LATER",
        "503, STORE, LATER",
        "507, MAILBOX, LATER",
        "302, STORE, NEVER"
    })
    void statusShouldTellHowMuchIsBroken(int status, Scope scope, Retry retry) {
        server.say("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n");
        assertFails(scope, retry, this::get);
        assertThat(server.asked).as("a refused password is not tried twice").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p/>",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                JSON + "Content-Length: 0\r\n\r\n",
                JSON + "Content-Length: 4\r\n\r\n{}{}",
                JSON + "\r\n{\"a\":",
                JSON + "Content-Length: 9\r\n\r\n{}",
                JSON + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                "no HTTP at all\r\n\r\n",
                "HTTP/1.1 200"
            })
    void whatIsNoWholeAnswerShouldNotBeTakenForOne(String bytes) {
        server.say(bytes);
        server.say(bytes);
        MailboxException failure = catchThrowableOfType(MailboxException.class, this::get);
        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isNotEqualTo(Retry.NEVER);
    }

    @Test
    void answerShouldNotGrowBeyondItsLimit() {
        server.say(json("\"" + "x".repeat(2000) + "\""));
        assertFails(Scope.STORE, Retry.LATER, this::get);
    }

    @Test
    void answerThatDoesNotBeginShouldBeGivenUp() {
        server.sayAndWait("");
        assertThat(assertFails(Scope.STORE, Retry.NOW, this::get)).hasMessageContaining("in time");
    }

    @Test
    void answerThatStandsStillShouldBeGivenUp() {
        server.sayAndWait(json("{\"a\":1}").replace("Length: 7", "Length: 700"));
        assertThat(assertFails(Scope.STORE, Retry.NOW, this::get)).hasMessageContaining("in time");
    }

    @Test
    void signInShouldFollowOnTheSameHostOnly() throws Exception {
        String moved = "HTTP/1.1 302 x\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n";
        server.say(moved.formatted("/b"));
        server.say(json("{}"));
        get();
        assertThat(server.asked).hasSize(2).last().asString().startsWith("GET /b");

        try (OddWebServer other = new OddWebServer()) {
            other.say(json("{}"));
            server.say(moved.formatted("http://localhost:" + other.port() + "/c?token=x"));
            assertThat(assertFails(Scope.STORE, Retry.NEVER, this::get))
                    .hasMessageContaining(":" + other.port() + "/c")
                    .hasMessageNotContaining("token");
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void endlessRedirectShouldEnd() {
        for (int i = 0; i < 20; i++) {
            server.say("HTTP/1.1 302 x\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n");
        }
        assertFails(Scope.STORE, Retry.NEVER, this::get);
    }

    @Test
    void whatMayBeRepeatedShouldBeSentOnceMoreAndNothingElse() throws Exception {
        server.say("");
        server.say(json("{}"));
        get();
        assertThat(server.asked).hasSize(2);

        server.say("");
        WebRequest change =
                WebRequest.post(at("/b"), "cannot change")
                        .body("text/plain", Content.of(new byte[] {1, 2, 3}));
        assertFails(Scope.STORE, Retry.NOW, () -> ask(change));
        assertThat(server.asked).hasSize(3).last().asString().contains("Content-Length: 3");
    }

    @Test
    void serversWordsShouldBeToldAndItsPagesNot() {
        server.say(
                "HTTP/1.1 403 x\r\nContent-Type: application/problem+json\r\nContent-Length:"
                        + " 16\r\n\r\n{\"title\":\"shut\"}");
        assertThat(assertFails(Scope.MAILBOX, Retry.NEVER, this::get)).hasMessageContaining("shut");
        server.say("HTTP/1.1 403 x\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nshut");
        assertThat(assertFails(Scope.MAILBOX, Retry.NEVER, this::get))
                .hasMessageNotContaining("shut");
    }

    @Test
    void certificateShouldBeFromATrustedAuthority() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder, "-ext", "san=dns:localhost");
        try (OddWebServer tls = new OddWebServer(certificate.tls().getServerSocketFactory())) {
            URI uri = URI.create("https://localhost:" + tls.port() + "/a");
            WebRequest request = WebRequest.get(uri, "cannot look");
            assertThat(assertFails(Scope.STORE, Retry.NEVER, () -> ask(request)).explanation())
                    .contains("certificate", "ca-file");
            tls.say(json("{}"));
            tls.say(json("{}"));
            SSLContext trust = WebSettings.trusting(certificate.authority(), "ca-file");
            try (WebClient client = client(Optional.of(trust));
                    WebSession session = client.session(ANNA)) {
                int status = session.send(request, WebAnswer::status);
                assertThat(status).isEqualTo(200);
            }
        }
    }

    @Test
    void closedSessionShouldSendNothing() throws Exception {
        try (WebClient client = client(Optional.empty())) {
            WebSession session = client.session(ANNA);
            session.close();
            assertFails(
                    Scope.STORE,
                    Retry.NOW,
                    () -> session.send(WebRequest.get(at("/a"), "cannot look"), WebAnswer::status));
        }
        assertThat(server.asked).isEmpty();
    }
}
