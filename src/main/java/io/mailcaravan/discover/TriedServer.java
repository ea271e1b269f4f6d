package io.mailcaravan.discover;

import io.mailcaravan.imap.ServerFacts;
import java.util.Optional;

/**
 * A candidate that was looked at.
 *
 * @param facts empty where it could not be reached or trusted
 * @param failure why not; empty where it could
 */
public record TriedServer(Candidate candidate, Optional<ServerFacts> facts, String failure) {

    /** One that answers. */
    public static TriedServer of(Candidate candidate, ServerFacts facts) {
        return new TriedServer(candidate, Optional.of(facts), "");
    }

    /** One that could not be reached or trusted. */
    public static TriedServer silent(Candidate candidate, String failure) {
        return new TriedServer(candidate, Optional.empty(), failure);
    }

    public boolean answers() {
        return facts.isPresent();
    }

    /** How it is signed in to, by what it offers; empty where it offers nothing that we have. */
    public Optional<String> auth() {
        return facts.flatMap(
                shown ->
                        OfferedSignIn.of(
                                shown,
                                Optional.ofNullable(candidate.furtherSettings().get("auth"))));
    }
}
