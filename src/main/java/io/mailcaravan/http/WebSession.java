package io.mailcaravan.http;

import io.mailcaravan.auth.Authenticator;
import io.mailcaravan.auth.Credentials;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests for one mailbox, each signed in by itself. Safe for many threads: several requests may
 * be under way. {@link #close()} ends them with a {@link MailboxException} of scope STORE.
 */
public final class WebSession implements AutoCloseable {

    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    /** Of those, where a request that sends something is sent once more as it is. */
    private static final Set<Integer> MOVED_AS_IT_IS = Set.of(307, 308);

    /** Nobody means more. */
    private static final int MOST_MOVES = 5;

    private final WebSettings settings;
    private final Authenticator authenticator;
    private final HttpClient client;
    private final Login login;
    private final Set<Exchange<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    WebSession(WebSettings settings, Authenticator authenticator, HttpClient client, Login login) {
        this.settings = settings;
        this.authenticator = authenticator;
        this.client = client;
        this.login = login;
    }

    /** Reads an answer. */
    @FunctionalInterface
    public interface Taker<T> {

        /**
         * @return what is closed, if it can be, where nobody waits for it any more
         */
        T take(WebAnswer answer) throws MailboxException, IOException;
    }

    /**
     * Sends a request and reads its answer. A token that is refused is renewed, and the request
     * sent once more; a password is not tried twice.
     *
     * @throws MailboxException scope MAILBOX and retry NEVER where the sign-in is refused; scope
     *     STORE where nobody knows whether it was done
     */
    public <T> T send(WebRequest request, Taker<T> taker) throws MailboxException {
        WebPlace place = place(request);
        record Result<R>(R value, MailboxException failure) {}
        Result<T> result =
                authenticator.signIn(
                        login,
                        authenticator.credentials(login, mailbox()),
                        who -> {
                            try {
                                return new Result<>(exchange(place, request, who, taker), null);
                            } catch (Refusal e) {
                                throw WebFailures.refused(place, e.getMessage(), who.advice());
                            } catch (MailboxException e) {
                                return new Result<>(null, e); // of no sign-in
                            }
                        });
        if (result.failure() != null) {
            throw result.failure();
        }
        return result.value();
    }

    /** For messages: which mailbox of which store, as a sentence begins. */
    public String mailbox() {
        return "Store " + settings.store() + ", mailbox " + login.mailbox();
    }

    private WebPlace place(WebRequest request) {
        return new WebPlace(settings.store(), login.mailbox(), request.uri(), request.what());
    }

    /** The sign-in was refused. */
    private static final class Refusal extends MailboxException {
        private static final long serialVersionUID = 1;

        Refusal(WebAnswer answer) {
            super(Scope.MAILBOX, Retry.NEVER, answer.failure().getMessage(), "");
        }
    }

    private <T> T exchange(WebPlace place, WebRequest request, Credentials who, Taker<T> taker)
            throws MailboxException {
        Exchange<T> exchange =
                new Exchange<>(
                        place, settings, progress -> run(place, request, who, taker, progress));
        running.add(exchange);
        try {
            if (closed) {
                throw WebFailures.closed(place);
            }
            return exchange.result();
        } finally {
            running.remove(exchange);
        }
    }

    private <T> T run(
            WebPlace place, WebRequest request, Credentials who, Taker<T> taker, Progress progress)
            throws MailboxException, IOException, InterruptedException {
        WebRequest asked = request;
        for (int moves = 0; ; moves++) {
            HttpResponse<InputStream> response = sendOnce(asked, who, progress);
            progress.answering();
            try (InputStream body = progress.watch(response.body())) {
                WebAnswer answer =
                        new WebAnswer(response.statusCode(), response.headers(), body, place);
                if (MOVED.contains(answer.status()) && moves < MOST_MOVES) {
                    asked = asked.at(moved(asked, answer));
                    continue;
                }
                if (answer.status() == 401) {
                    throw new Refusal(answer);
                }
                if (answer.status() / 100 != 2 && !request.answers().contains(answer.status())) {
                    throw answer.failure();
                }
                return taker.take(answer);
            }
        }
    }

    private HttpResponse<InputStream> sendOnce(
            WebRequest request, Credentials who, Progress progress)
            throws IOException, InterruptedException {
        HttpRequest http = http(request, who, progress);
        try {
            return client.send(http, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            // a connection that was kept open may have ended just then
            if (request.repeatable() && WebFailures.isLost(e) && !closed) {
                progress.moved();
                return client.send(http, BodyHandlers.ofInputStream());
            }
            throw e;
        }
    }

    /** The sign-in goes to the host that it is for and to no other. */
    private static URI moved(WebRequest from, WebAnswer answer) throws MailboxException {
        String location = answer.header("Location").orElse("");
        boolean follows = from.method().equals("GET") || MOVED_AS_IT_IS.contains(answer.status());
        URI to;
        try {
            to = from.uri().resolve(location);
        } catch (IllegalArgumentException e) {
            throw answer.unusable("it is elsewhere, at what is no address");
        }
        boolean same =
                to.getHost() != null
                        && to.getHost().equalsIgnoreCase(from.uri().getHost())
                        && to.getPort() == from.uri().getPort()
                        && to.getScheme().equalsIgnoreCase(from.uri().getScheme());
        if (location.isEmpty() || !follows || !same) {
            throw WebFailures.movedAway(answer.place(), to);
        }
        return to;
    }

    private static HttpRequest http(WebRequest request, Credentials who, Progress progress) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.uri())
                        .method(request.method(), publisher(request, progress));
        request.headers().forEach(builder::setHeader);
        builder.setHeader("Authorization", authorization(who));
        return builder.build();
    }

    private static BodyPublisher publisher(WebRequest request, Progress progress) {
        if (request.body().isEmpty()) {
            return BodyPublishers.noBody();
        }
        WebBody body = request.body().get();
        if (body.size() == 0) {
            return BodyPublishers.ofByteArray(new byte[0]);
        }
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(
                        () -> {
                            try {
                                return progress.watch(body.open());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }),
                body.size());
    }

    private static String authorization(Credentials who) {
        String secret = who.secret().reveal();
        return switch (who.kind()) {
            case XOAUTH2_TOKEN, BEARER_TOKEN -> "Bearer " + secret;
            case OWN_PASSWORD, ADMIN_PASSWORD ->
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            (who.user() + ":" + secret)
                                                    .getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Ends what is under way; never throws. */
    @Override
    public void close() {
        closed = true;
        running.forEach(Exchange::end);
    }
}
