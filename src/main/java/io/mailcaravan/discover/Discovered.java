package io.mailcaravan.discover;

import java.util.List;
import java.util.Optional;

/**
 * What was found out about a domain.
 *
 * @param clues what it says of its servers, and what could not be asked, a sentence each
 * @param servers that were tried, the preferred first
 */
public record Discovered(MailDomain domain, List<String> clues, List<TriedServer> servers) {

    /**
     * The server to take: one that answers and that somebody vouches for, or else one that answers.
     */
    public Optional<TriedServer> best() {
        return servers.stream()
                .filter(one -> one.facts().isPresent() && one.server().vouched())
                .findFirst()
                .or(() -> servers.stream().filter(one -> one.facts().isPresent()).findFirst());
    }
}
