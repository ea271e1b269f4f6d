package io.mailcaravan.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says why a server could not be reached or trusted, each cause in its own sentence. */
final class ConnectFailures {
    private ConnectFailures() {}

    static MailboxException of(ServerMailbox mailbox, Exception cause, SentSecrets secrets) {
        if (find(cause, UnknownHostException.class).isPresent()) {
            return failure(
                    mailbox,
                    Retry.LATER,
                    "no host has the name " + mailbox.host(),
                    "Check " + key(mailbox, "host") + " and the name service.",
                    cause);
        }
        Optional<CertificateException> certificate = find(cause, CertificateException.class);
        if (certificate.isPresent()) {
            return certificate(mailbox, certificate.get(), cause);
        }
        Optional<SSLException> tls = find(cause, SSLException.class);
        if (tls.isPresent() && !wasCut(cause)) {
            return failure(
                    mailbox,
                    Retry.NEVER,
                    "TLS 1.2 or newer cannot be agreed on (" + tls.get().getMessage() + ")",
                    "Check that the port matches "
                            + key(mailbox, "tls")
                            + ": 993 for implicit, 143 for starttls.",
                    cause);
        }
        return unreachable(mailbox, cause, secrets);
    }

    /** JSSE wraps the end of the stream, and some resets, in its own exception. */
    private static boolean wasCut(Exception cause) {
        return find(cause, EOFException.class).isPresent()
                || find(cause, SocketException.class).isPresent();
    }

    private static MailboxException certificate(
            ServerMailbox mailbox, CertificateException refused, Exception cause) {
        String words = String.valueOf(refused.getMessage());
        Optional<RefusedCertificate> known = find(cause, RefusedCertificate.class);
        String shown =
                known.map(it -> " (it is " + CertificateWords.of(it.certificate()) + ")")
                        .orElse("");
        String pin =
                known.map(
                                it ->
                                        " If this is the server for certain, set "
                                                + key(mailbox, "certificate-fingerprint")
                                                + "="
                                                + CertificateWords.fingerprint(it.certificate())
                                                + ".")
                        .orElse("");
        String why;
        String advice;
        if (find(cause, CertificateExpiredException.class).isPresent()) {
            why = "its certificate has expired";
            advice = "Have it renewed on the server." + pin;
        } else if (find(cause, CertificateNotYetValidException.class).isPresent()) {
            why = "its certificate is not valid yet";
            advice = "Check the clocks of both machines." + pin;
        } else if (find(cause, CertPathBuilderException.class).isPresent()) {
            why = "its certificate is from an authority that is not trusted";
            advice = "Name the authority's certificate in " + key(mailbox, "ca-file") + "." + pin;
        } else if (words.contains("matching") || words.contains("subject alternative")) {
            why = "its certificate is for another host name (" + words + ")";
            advice = "Set " + key(mailbox, "host") + " to a name that the certificate has." + pin;
        } else if (words.contains("certificate-fingerprint")) {
            why = "its certificate is another one";
            advice =
                    "Ask whoever runs the server whether it was renewed; if not, somebody may stand"
                            + " between.";
        } else {
            why = "its certificate is not accepted (" + words + ")";
            advice = pin.trim();
        }
        return failure(mailbox, Retry.NEVER, why + shown, advice, cause);
    }

    /** The server waits for TLS where clear text comes first. */
    static MailboxException silentForTls(ServerMailbox mailbox, String tls, Exception cause) {
        return failure(
                mailbox,
                Retry.NEVER,
                "the server speaks TLS from the first byte on this port, and "
                        + key(mailbox, "tls")
                        + "="
                        + tls
                        + " expects a greeting in clear text",
                "Set "
                        + key(mailbox, "tls")
                        + "=implicit, or set "
                        + key(mailbox, "port")
                        + " to the one for clear text, usually 143.",
                cause);
    }

    private static MailboxException unreachable(
            ServerMailbox mailbox, Exception cause, SentSecrets secrets) {
        if (find(cause, SocketTimeoutException.class).isPresent()) {
            return failure(
                    mailbox,
                    Retry.LATER,
                    "it does not answer in time",
                    "Check host, port and firewalls.",
                    cause);
        }
        if (find(cause, ConnectException.class).isPresent()
                || find(cause, NoRouteToHostException.class).isPresent()) {
            return failure(
                    mailbox,
                    Retry.LATER,
                    "nothing accepts connections there (" + root(cause).getMessage() + ")",
                    "Check host and port, and that the server runs.",
                    cause);
        }
        // a server may remember what an earlier connection sent
        String words = secrets.hide(String.valueOf(root(cause).getMessage()));
        // Angus writes what went wrong on this side as a BYE of its own
        if (words.startsWith("* BYE") && !words.contains("Mail Exception: ")) {
            return failure(
                    mailbox,
                    Retry.NOW,
                    "the server turns the connection away (" + words + ")",
                    "It may be going down, or take no more connections from here.",
                    cause);
        }
        boolean lost = find(cause, IOException.class).isPresent(); // else no IMAP server
        return failure(
                mailbox,
                lost ? Retry.NOW : Retry.LATER,
                "the connection ended before the sign-in (" + words + ")",
                "Check that an IMAP server listens there and that the port matches "
                        + key(mailbox, "tls")
                        + ".",
                cause);
    }

    private static MailboxException failure(
            ServerMailbox mailbox, Retry retry, String why, String advice, Exception cause) {
        return new MailboxException(
                Scope.STORE,
                retry,
                "Store "
                        + mailbox.store()
                        + ": cannot connect to "
                        + mailbox.host()
                        + ":"
                        + mailbox.port()
                        + ": "
                        + why,
                advice,
                cause);
    }

    private static String key(ServerMailbox mailbox, String key) {
        return "caravan.stores." + mailbox.store() + "." + key;
    }

    private static Throwable root(Throwable cause) {
        return cause.getCause() == null ? cause : root(cause.getCause());
    }

    private static <T extends Throwable> Optional<T> find(Throwable cause, Class<T> type) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (type.isInstance(one)) {
                return Optional.of(type.cast(one));
            }
        }
        return Optional.empty();
    }
}
