package io.mailcaravan.discover;

import io.mailcaravan.address.ServerAddress;
import java.util.Map;

/**
 * A server that the domain may have its mailboxes on.
 *
 * @param vouched whether a password may be sent there unasked: its name is of the domain, or the
 *     domain has said so over HTTPS, or it is a known provider's
 * @param because who says so
 * @param furtherSettings that such a server needs
 */
public record Candidate(
        ServerAddress server,
        UserForm user,
        boolean vouched,
        String because,
        Map<String, String> furtherSettings) {

    /** Reached in the same way, too: whoever names another one may be wrong, or lie. */
    boolean isSameServer(Candidate other) {
        return server.equals(other.server);
    }

    /** The same server, said by two. */
    Candidate and(Candidate other) {
        return new Candidate(
                server,
                user == UserForm.UNKNOWN ? other.user : user,
                vouched || other.vouched,
                because + " and " + other.because,
                furtherSettings.isEmpty() ? other.furtherSettings : furtherSettings);
    }

    static Candidate guess(ServerAddress server) {
        return new Candidate(server, UserForm.UNKNOWN, true, "a guess by its name alone", Map.of());
    }
}
