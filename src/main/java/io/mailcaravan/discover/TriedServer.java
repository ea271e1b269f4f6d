package io.mailcaravan.discover;

import io.mailcaravan.imap.ServerFacts;
import java.util.Optional;

/**
 * A candidate that was looked at.
 *
 * @param facts empty where it could not be reached or trusted
 * @param failure why not; empty where it could
 */
public record TriedServer(Candidate server, Optional<ServerFacts> facts, String failure) {

    /** How it is signed in to, by what it offers; empty where it offers nothing that we have. */
    public Optional<String> auth() {
        return facts.flatMap(shown -> OfferedSignIn.of(shown, server.further().get("auth")));
    }
}
