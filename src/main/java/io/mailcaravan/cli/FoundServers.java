package io.mailcaravan.cli;

import io.mailcaravan.address.MailAddress;
import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.copy.MailServer;
import io.mailcaravan.copy.MailServers;
import io.mailcaravan.discover.Candidate;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.DiscoverySettings;
import io.mailcaravan.discover.MailDomain;
import io.mailcaravan.discover.StoreBlock;
import io.mailcaravan.discover.TriedServer;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.nio.file.Path;
import java.util.Optional;

/** The servers of addresses, by discovery; says which it takes, and takes none on doubtful word. */
final class FoundServers implements MailServers {

    /** Looks for what a domain has. */
    @FunctionalInterface
    interface Looking {
        Discovered of(MailDomain domain, Optional<Path> caFile) throws InterruptedException;
    }

    private final Looking looking;

    /** By the network. */
    FoundServers() {
        this((domain, caFile) -> DiscoverySettings.ofStore(caFile).discovery().of(domain));
    }

    FoundServers(Looking looking) {
        this.looking = looking;
    }

    @Override
    public MailServer of(MailAddress address, String place, Optional<Path> caFile)
            throws MailboxException {
        System.err.println(place + ": looking for the server of " + address.domain() + " ...");
        Discovered found;
        try {
            found = looking.of(MailDomain.of(address), caFile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
        TriedServer best = found.best().orElseThrow(() -> none(address, place, found));
        Candidate candidate = best.candidate();
        String user = candidate.user().of(found.domain()).orElseThrow();
        if (!candidate.vouched()) {
            throw new ConfigurationException(
                    place,
                    candidate.because()
                            + " says that its server is "
                            + candidate.server().host()
                            + ", a host of another domain, and DNS can be forged",
                    "If that is your server, name it: " + candidate.server().url(user) + ".");
        }
        System.err.println(
                place
                        + ": "
                        + candidate.server()
                        + " ("
                        + candidate.because()
                        + best.facts().flatMap(ServerFacts::make).map(of -> "; " + of).orElse("")
                        + ")");
        return new MailServer(candidate.server(), user, StoreBlock.furtherSettings(best));
    }

    /** As a store that cannot be reached, which it may be again. */
    private static MailboxException none(MailAddress address, String place, Discovered found) {
        String url = ServerAddress.of("HOST", ServerAddress.IMPLICIT).url(address.toString());
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                place
                        + ": no server was found for it that answers"
                        + found.firstFailure().map(why -> ". " + why).orElse(""),
                "'caravan discover "
                        + address.domain()
                        + "' tells all that was tried. If you know the server, name it: "
                        + url
                        + ".");
    }
}
