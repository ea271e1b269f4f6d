package io.mailcaravan.discover;

import io.mailcaravan.mailbox.AsciiCase;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * By the JDK's client. Sends no cookie and nobody's password; follows a few redirects, and none
 * that leaves HTTPS.
 */
final class HttpsLookup implements WebLookup {

    /** A configuration file has some thousand bytes. */
    static final int MOST_BYTES = 256 << 10;

    static final int MOST_REDIRECTS = 3;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final SSLContext trust;
    private final Duration patience;

    /**
     * @param trust whose certificates are believed
     * @param patience for each answer, with all of it
     */
    HttpsLookup(SSLContext trust, Duration patience) {
        this.trust = trust;
        this.patience = patience;
    }

    @Override
    public WebAnswer get(URI address) throws IOException {
        HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(trust)
                        .connectTimeout(patience)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        try {
            URI at = address;
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                checkSafe(at);
                Page page = ask(client, at);
                if (!REDIRECTS.contains(page.answer().status())) {
                    return page.answer();
                }
                at = next(at, page.location());
            }
            throw new IOException("it redirects more than " + MOST_REDIRECTS + " times");
        } finally {
            client.shutdownNow();
        }
    }

    private static void checkSafe(URI at) throws IOException {
        if (!"https".equalsIgnoreCase(at.getScheme())) {
            throw new IOException("it redirects to " + at + ", which is not HTTPS");
        }
        if (at.getHost() == null) {
            throw new IOException("no web server can have that name");
        }
        if (at.getRawUserInfo() != null) {
            throw new IOException("it redirects to an address with a user in it");
        }
    }

    private static URI next(URI at, Optional<String> location) throws IOException {
        try {
            return at.resolve(
                    location.orElseThrow(() -> new IOException("it redirects to nowhere")));
        } catch (IllegalArgumentException e) {
            throw new IOException("it redirects to what is no address", e);
        }
    }

    /**
     * One answer.
     *
     * @param location where it redirects
     */
    private record Page(WebAnswer answer, Optional<String> location) {}

    private Page ask(HttpClient client, URI at) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(at)
                        .timeout(patience)
                        .header("Accept", "application/xml, text/xml, application/json")
                        .build();
        // the client's own limit is for the head only: a body may drip for ever
        FutureTask<Page> sent = new FutureTask<>(() -> read(at, client, request));
        Thread.startVirtualThread(sent);
        try {
            return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException("no answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(words(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Page read(URI at, HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            boolean redirects = REDIRECTS.contains(response.statusCode());
            byte[] body = redirects ? new byte[0] : in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new IOException("it answers with more than " + MOST_BYTES + " bytes");
            }
            return new Page(
                    new WebAnswer(
                            at,
                            response.statusCode(),
                            AsciiCase.lower(
                                    response.headers().firstValue("Content-Type").orElse("")),
                            body),
                    response.headers().firstValue("Location"));
        }
    }

    private static String words(Throwable cause) {
        if (is(cause, UnresolvedAddressException.class) || is(cause, UnknownHostException.class)) {
            return "no such host";
        }
        if (is(cause, HttpTimeoutException.class)) {
            return "no answer in time";
        }
        if (is(cause, CertificateException.class) || is(cause, SSLPeerUnverifiedException.class)) {
            return "its certificate is not accepted (" + deepest(cause).getMessage() + ")";
        }
        if (is(cause, SSLException.class)) {
            return "no TLS with it: " + cause.getMessage();
        }
        if (is(cause, ConnectException.class)) {
            return "nothing accepts connections there";
        }
        if (is(cause, ProtocolException.class)) {
            return "what it answers is no HTTP that can be read";
        }
        return cause.getMessage() == null ? "the connection was lost" : cause.getMessage();
    }

    private static boolean is(Throwable cause, Class<? extends Throwable> type) {
        return Stream.iterate(cause, one -> one != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }

    private static Throwable deepest(Throwable cause) {
        return Stream.iterate(cause, one -> one != null, Throwable::getCause)
                .reduce(cause, (one, deeper) -> deeper);
    }
}
