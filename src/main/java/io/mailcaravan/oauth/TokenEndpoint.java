package io.mailcaravan.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import net.minidev.json.JSONObject;

/**
 * Where tokens are given (RFC 6749, 3.2). One request is sent once: who waits and tries again is
 * the session that needs the token, as after any failed sign-in. Safe for many threads.
 */
final class TokenEndpoint {

    /** For an answer, and for all of it. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An answer is some hundred bytes, with a large token some thousand. */
    private static final int MOST = 1 << 20;

    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int SERVERS = 500;

    /** Codes of errors that pass. */
    private static final Set<String> PASSING =
            Set.of("temporarily_unavailable", "server_error", "slow_down");

    private final String store;
    private final HttpClient client;
    private final Duration patience;

    /**
     * @param store for what is told
     */
    TokenEndpoint(String store, HttpClient client, Duration patience) {
        this.store = store;
        this.client = client;
        this.patience = patience;
    }

    /** Whether secrets may be sent there: nobody on the way reads them. */
    static boolean isSafe(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
    }

    /**
     * An answer that refuses.
     *
     * @param date of the server, as it has written it; may be empty
     */
    record Refusal(ErrorObject error, String date) {

        String code() {
            return error.getCode();
        }

        String description() {
            return error.getDescription() == null ? "" : error.getDescription();
        }
    }

    /** What came: one of both. */
    record Answer(Optional<AccessTokenResponse> token, Optional<Refusal> refusal) {}

    /**
     * Sends a request.
     *
     * @throws MailboxException scope STORE where nobody answers, or not what RFC 6749 has
     */
    Answer send(TokenRequest request) throws MailboxException {
        HTTPRequest form = request.toHTTPRequest();
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(form.getURI())
                        .POST(HttpRequest.BodyPublishers.ofString(form.getBody()));
        form.getHeaderMap()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.setHeader("Accept", "application/json");
        URI uri = form.getURI();
        // sendAsync would end on the pool that all of the program shares, and wait for it
        FutureTask<HttpResponse<byte[]>> sent =
                new FutureTask<>(() -> client.send(builder.build(), head -> new LimitedBody(MOST)));
        Thread.startVirtualThread(sent);
        try {
            HttpResponse<byte[]> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer(uri, response, response.body());
        } catch (ExecutionException e) {
            throw unreached(uri, words(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw unreached(uri, "no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
    }

    private MailboxException unreached(URI uri, String why, Throwable cause) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                place(uri) + " cannot be reached: " + why,
                "Check the network, and the certificate of that server.",
                cause);
    }

    private Answer answer(URI uri, HttpResponse<?> response, byte[] body) throws MailboxException {
        int status = response.statusCode();
        Optional<Duration> after = retryAfter(response.headers());
        if (status == TOO_MANY || status >= SERVERS) {
            throw later(uri, "answers " + status, after);
        }
        try {
            JSONObject json = JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8));
            if (status == OK && !json.containsKey("error")) {
                return new Answer(Optional.of(token(json)), Optional.empty());
            }
            ErrorObject error = TokenErrorResponse.parse(json).getErrorObject();
            if (error == null || error.getCode() == null) {
                throw new ParseException("no error");
            }
            if (PASSING.contains(error.getCode())) {
                throw later(uri, "answers " + error.getCode(), after);
            }
            String date = response.headers().firstValue("Date").orElse("");
            return new Answer(Optional.empty(), Optional.of(new Refusal(error, date)));
        } catch (ParseException | IllegalArgumentException e) {
            // without the cause: its words may show a token
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    place(uri)
                            + " answers "
                            + status
                            + " with what is no answer of a token endpoint",
                    "Check the address: caravan.stores." + store + ".oauth.token-url or tenant.");
        }
    }

    /** Leaves be what providers leave out or write in their own way. */
    private static AccessTokenResponse token(JSONObject json) throws ParseException {
        json.putIfAbsent("token_type", "Bearer");
        Object life = json.remove("expires_in");
        String seconds = life instanceof Number number ? "" + number.longValue() : "" + life;
        if (seconds.matches("[0-9]{1,18}")) {
            json.put("expires_in", Long.parseLong(seconds));
        }
        return AccessTokenResponse.parse(json);
    }

    private MailboxException later(URI uri, String why, Optional<Duration> after) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                after.orElse(null),
                place(uri) + " gives none for now: it " + why,
                "It is asked again.",
                null);
    }

    /** In seconds; the other form, a date, has no use between clocks that differ. */
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static String words(Throwable error) {
        return switch (error) {
            case HttpTimeoutException late -> "no connection in time";
            case ConnectException none ->
                    none.getCause() instanceof UnresolvedAddressException
                            ? "no such host"
                            : "no connection";
            case UnknownHostException unknown -> "no such host";
            case SSLException tls -> "its certificate or TLS is not accepted: " + tls.getMessage();
            default -> "the connection was lost";
        };
    }

    /** As a sentence begins. */
    String place(URI uri) {
        return "Store " + store + ": the token endpoint " + uri.getHost();
    }
}
