package io.mailcaravan.cli;

import io.mailcaravan.copy.MailServer;
import io.mailcaravan.copy.MailServers;
import io.mailcaravan.discover.Candidate;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.DiscoverySettings;
import io.mailcaravan.discover.MailDomain;
import io.mailcaravan.discover.StoreBlock;
import io.mailcaravan.discover.TriedServer;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import java.util.Optional;

/** The servers of addresses, by discovery; says which it takes, and takes none on doubtful word. */
final class FoundServers implements MailServers {

    /** Looks for what a domain has. */
    @FunctionalInterface
    interface Looking {
        Discovered of(MailDomain domain) throws InterruptedException;
    }

    private final Looking looking;

    /** By the network. */
    FoundServers() {
        this(domain -> DiscoverySettings.usual().discovery().of(domain));
    }

    FoundServers(Looking looking) {
        this.looking = looking;
    }

    @Override
    public MailServer of(String address, String place) throws MailboxException {
        MailDomain domain = MailDomain.read(address, place);
        Discovered found;
        try {
            found = looking.of(domain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
        Optional<TriedServer> best = found.best();
        if (best.isEmpty()) {
            throw new ConfigurationException(
                    place,
                    "no server was found for it that answers",
                    "Name it: "
                            + url(address, "HOST")
                            + ". 'caravan discover "
                            + domain.name()
                            + "' tells what was tried.");
        }
        Candidate server = best.get().server();
        if (!server.vouched()) {
            throw new ConfigurationException(
                    place,
                    server.because()
                            + " says that its server is "
                            + server.host()
                            + ", a host of another domain, and DNS can be forged",
                    "If that is your server, name it: " + url(address, server.host()) + ".");
        }
        System.err.println(
                place
                        + ": "
                        + server.host()
                        + ":"
                        + server.port()
                        + " ("
                        + server.because()
                        + best.get()
                                .facts()
                                .flatMap(facts -> facts.make())
                                .map(of -> "; " + of)
                                .orElse("")
                        + ")");
        return new MailServer(
                server.host(),
                server.port(),
                server.tls(),
                server.user().of(domain).orElse(address),
                StoreBlock.further(best.get()));
    }

    private static String url(String address, String host) {
        return "imaps://"
                + address.replace("%", "%25")
                        .replace("@", "%40")
                        .replace("/", "%2F")
                        .replace(":", "%3A")
                + "@"
                + host;
    }
}
