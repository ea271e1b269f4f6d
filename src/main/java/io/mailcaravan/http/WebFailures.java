package io.mailcaravan.http;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says how much is broken, and whether to try again, where a service gives no answer. */
final class WebFailures {

    /** Where a service says that it is too much and not how long to wait. */
    private static final Duration SLOWER_WAIT = Duration.ofSeconds(30);

    /** Bytes of a service's own words that are looked at. */
    private static final int WORDS = 8 << 10;

    private static final int SHOWN = 300;

    private WebFailures() {}

    /** By what the service answers. */
    static MailboxException ofStatus(WebAnswer answer) {
        WebPlace place = answer.place();
        int status = answer.status();
        String message = place + ": the server answers " + status + words(answer);
        return switch (status) {
            case 401 -> refused(place, message, "Check the sign-in.");
            case 403 ->
                    new MailboxException(
                            Scope.MAILBOX,
                            Retry.NEVER,
                            message,
                            "The signed-in user may not do that; give it the right.");
            case 404, 405, 410 ->
                    new MailboxException(
                            Scope.STORE,
                            Retry.NEVER,
                            message,
                            "Check " + place.key("url") + ": nothing of the kind is there.");
            case 408, 425 -> new MailboxException(Scope.STORE, Retry.NOW, message, "");
            case 413 ->
                    new MailboxException(
                            Scope.MESSAGE,
                            Retry.NEVER,
                            message,
                            "It is larger than the server takes.");
            case 429 -> slower(Scope.MAILBOX, retryAfter(answer).orElse(SLOWER_WAIT), message);
            case 503 ->
                    retryAfter(answer)
                            .map(after -> slower(Scope.STORE, after, message))
                            .orElseGet(
                                    () ->
                                            new MailboxException(
                                                    Scope.STORE,
                                                    Retry.LATER,
                                                    message,
                                                    "The server asks to wait."));
            case 507 ->
                    MailboxException.withoutRoom(
                            Scope.MAILBOX,
                            message,
                            "Give the mailbox more room, then run a pass again.",
                            null);
            default ->
                    status >= 500
                            ? new MailboxException(
                                    Scope.STORE,
                                    Retry.LATER,
                                    message,
                                    "The server's own log tells more.")
                            : new MailboxException(Scope.STORE, Retry.NEVER, message, "");
        };
    }

    /** The sign-in was refused, or its token. */
    static MailboxException refused(WebPlace place, String message, String advice) {
        return new MailboxException(Scope.MAILBOX, Retry.NEVER, message, advice);
    }

    private static MailboxException slower(Scope scope, Duration wait, String message) {
        return new MailboxException(
                scope,
                Retry.LATER,
                wait,
                message,
                "The server slows clients down; waiting is enough.",
                null);
    }

    /** In seconds; the other form, a date, has no use between clocks that differ. */
    private static Optional<Duration> retryAfter(WebAnswer answer) {
        return answer.header("Retry-After")
                .map(String::trim)
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Math.max(1, Long.parseLong(value))));
    }

    /** The service's own, in quotes; a page for people has none that are worth it. */
    private static String words(WebAnswer answer) {
        String type = answer.type();
        if (!type.endsWith("json") && !type.equals("text/plain")) {
            return "";
        }
        try {
            byte[] bytes = answer.body().readNBytes(WORDS);
            String text = new String(bytes, StandardCharsets.UTF_8).trim();
            if (text.isEmpty()) {
                return "";
            }
            return ": \""
                    + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text)
                    + "\"";
        } catch (IOException e) {
            return "";
        }
    }

    /** An answer came that cannot be one. */
    static MailboxException unusable(WebPlace place, String why, Throwable cause) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                place + ": the server's answer is none: " + why,
                "It is asked again; if that stays so, check "
                        + place.key("url")
                        + " and what stands between.",
                cause);
    }

    /** Nobody answers in time. */
    static MailboxException late(WebPlace place, String when) {
        return new MailboxException(
                Scope.STORE, Retry.NOW, place + ": no answer in time " + when, "");
    }

    /** The session was closed meanwhile. */
    static MailboxException closed(WebPlace place) {
        return new MailboxException(Scope.STORE, Retry.NOW, place + ": the session was closed", "");
    }

    /** The sign-in is not sent to where nobody has told it to go. */
    static MailboxException movedAway(WebPlace place, URI to) {
        return new MailboxException(
                Scope.STORE,
                Retry.NEVER,
                place
                        + ": the server points to another place, "
                        + to.getScheme()
                        + "://"
                        + to.getRawAuthority()
                        + to.getRawPath()
                        + ", to which no sign-in is sent by itself",
                "If it is the right one, set " + place.key("url") + " to it.");
    }

    /** Whether the connection ended before an answer began, so that another one may do. */
    static boolean isLost(IOException cause) {
        return !(cause instanceof HttpTimeoutException)
                && !(cause instanceof ConnectException)
                && !has(cause, SSLException.class)
                && !has(cause, UnresolvedAddressException.class);
    }

    /** By what the connection says. */
    static MailboxException of(WebPlace place, Throwable cause) {
        if (has(cause, UnknownHostException.class)
                || has(cause, UnresolvedAddressException.class)) {
            return connect(
                    place,
                    Retry.LATER,
                    "no host has the name " + place.uri().getHost(),
                    "Check " + place.key("url") + " and the name service.",
                    cause);
        }
        if (has(cause, CertificateException.class)) {
            return connect(
                    place,
                    Retry.NEVER,
                    "its certificate is not accepted (" + root(cause).getMessage() + ")",
                    "Have it renewed, or name its authority's certificate in "
                            + place.key("ca-file")
                            + ".",
                    cause);
        }
        if (has(cause, SSLException.class)
                && !has(cause, EOFException.class)
                && !has(cause, SocketException.class)) {
            return connect(
                    place,
                    Retry.NEVER,
                    "TLS cannot be agreed on (" + root(cause).getMessage() + ")",
                    "Check the port in " + place.key("url") + ".",
                    cause);
        }
        if (has(cause, HttpConnectTimeoutException.class)) {
            return connect(
                    place,
                    Retry.LATER,
                    "it does not answer in time",
                    "Check host, port and firewalls.",
                    cause);
        }
        if (has(cause, ConnectException.class) || has(cause, NoRouteToHostException.class)) {
            return connect(
                    place,
                    Retry.LATER,
                    "nothing accepts connections there",
                    "Check host and port, and that the server runs.",
                    cause);
        }
        return new MailboxException(
                Scope.STORE,
                Retry.NOW,
                place + ": the connection broke (" + root(cause).getMessage() + ")",
                "",
                cause);
    }

    private static MailboxException connect(
            WebPlace place, Retry retry, String why, String advice, Throwable cause) {
        return new MailboxException(
                Scope.STORE,
                retry,
                "Store " + place.store() + ": cannot connect to " + place.host() + ": " + why,
                advice,
                cause);
    }

    private static Throwable root(Throwable cause) {
        return cause.getCause() == null ? cause : root(cause.getCause());
    }

    private static boolean has(Throwable cause, Class<? extends Throwable> type) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (type.isInstance(one)) {
                return true;
            }
        }
        return false;
    }
}
