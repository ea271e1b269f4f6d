package io.mailcaravan.discover;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a domain.
 *
 * @param clues what it says of its servers, and what could not be asked, a sentence each
 * @param failure why DNS could not be asked; empty where it could
 * @param servers that were tried, the preferred first: one that answers and that somebody vouches
 *     for, then one that answers
 */
public record Discovered(
        MailDomain domain, List<String> clues, String failure, List<TriedServer> servers) {

    private static final Comparator<TriedServer> PREFERRED_FIRST =
            Comparator.comparing(TriedServer::answers)
                    .thenComparing(one -> one.candidate().vouched())
                    .reversed();

    /** Within them the order stays. */
    public Discovered {
        clues = List.copyOf(clues);
        servers = servers.stream().sorted(PREFERRED_FIRST).toList();
    }

    /**
     * Why none answers: that DNS does not, or what the first server that was tried has failed of.
     */
    public Optional<String> firstFailure() {
        return failure.isEmpty()
                ? servers.stream().map(TriedServer::failure).findFirst()
                : Optional.of(failure);
    }

    /** The server to take. */
    public Optional<TriedServer> best() {
        return servers.stream().findFirst().filter(TriedServer::answers);
    }
}
