package io.mailcaravan.discover;

import java.util.Map;

/**
 * A server that the domain may have its mailboxes on.
 *
 * @param tls a value of the setting {@code tls}
 * @param vouched whether a password may be sent there unasked: its name is of the domain, or the
 *     domain has said so over HTTPS, or it is a known provider's
 * @param because who says so
 * @param further settings that such a server needs
 */
public record Candidate(
        String host,
        int port,
        String tls,
        UserForm user,
        boolean vouched,
        String because,
        Map<String, String> further) {

    static final String IMPLICIT = "implicit";
    static final String STARTTLS = "starttls";

    private static final int TLS_PORT = 993;
    private static final int STARTTLS_PORT = 143;

    static final int LAST_PORT = 65_535;

    /** Whether it needs no port of its own. */
    public boolean hasUsualPort() {
        return port == (tls.equals(IMPLICIT) ? TLS_PORT : STARTTLS_PORT);
    }

    boolean isSameServer(Candidate other) {
        return host.equals(other.host) && port == other.port;
    }

    /** The same server, said by two. */
    Candidate and(Candidate other) {
        return new Candidate(
                host,
                port,
                tls,
                user == UserForm.UNKNOWN ? other.user : user,
                vouched || other.vouched,
                because + " and " + other.because,
                further.isEmpty() ? other.further : further);
    }

    static Candidate guess(String host, int port, String tls) {
        return new Candidate(
                host, port, tls, UserForm.UNKNOWN, true, "a guess by its name alone", Map.of());
    }

    static Candidate guess(String host, String tls) {
        return guess(host, tls.equals(IMPLICIT) ? TLS_PORT : STARTTLS_PORT, tls);
    }
}
