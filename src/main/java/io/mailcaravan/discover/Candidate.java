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

    boolean isSameServer(Candidate other) {
        return server.host().equals(other.server.host()) && server.port() == other.server.port();
    }

    /** The same server, said by two: how it is reached says the one that may be believed. */
    Candidate and(Candidate other) {
        Candidate believed = other.vouched && !vouched ? other : this;
        Candidate rest = believed == this ? other : this;
        return new Candidate(
                believed.server,
                believed.user == UserForm.UNKNOWN ? rest.user : believed.user,
                believed.vouched,
                because + " and " + other.because,
                believed.furtherSettings.isEmpty()
                        ? rest.furtherSettings
                        : believed.furtherSettings);
    }

    static Candidate guess(ServerAddress server) {
        return new Candidate(server, UserForm.UNKNOWN, true, "a guess by its name alone", Map.of());
    }
}
